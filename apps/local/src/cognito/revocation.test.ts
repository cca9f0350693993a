import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { runCognito } from './testing/running-cognito.ts';
import { logIn, postAsClient, refresh, refusal } from './testing/visitor.ts';

test('a revoked refresh token refreshes no more, and its family is gone from userInfo', async () => {
  const cognito = await runCognito();
  const { access_token, refresh_token } = await logIn(cognito);
  const userInfo = () =>
    fetch(`${cognito.baseUrl}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access_token}` } });
  expect(await (await userInfo()).json()).toMatchObject({ nickname: '민아', sub: decodeJwt(access_token).sub });

  const answer = await postAsClient(cognito)('/oauth2/revoke', { token: refresh_token });

  expect([answer.status, await answer.text()]).toEqual([200, '']);
  expect(await refusal(await refresh(cognito, refresh_token))).toEqual({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  expect((await userInfo()).status).toBe(401);
});

test('revocation leaves the person’s other logins alone', async () => {
  const cognito = await runCognito();
  const [phone, laptop] = [await logIn(cognito), await logIn(cognito)];

  await postAsClient(cognito)('/oauth2/revoke', { token: phone.refresh_token });

  expect((await refresh(cognito, laptop.refresh_token)).status).toBe(200);
});

test('revocation wants the client secret and a refresh token', async () => {
  const cognito = await runCognito();
  const { access_token, refresh_token } = await logIn(cognito);

  const wrongSecret = await postAsClient(cognito, 'wrong')('/oauth2/revoke', { token: refresh_token });
  const accessToken = await postAsClient(cognito)('/oauth2/revoke', { token: access_token });

  expect(await refusal(wrongSecret)).toEqual({ status: 401, body: { error: 'invalid_client' } });
  expect(await refusal(accessToken)).toEqual({ status: 400, body: { error: 'unsupported_token_type' } });
  expect((await refresh(cognito, refresh_token)).status).toBe(200);
});

test('userInfo wants an access token of this pool that has not expired', async () => {
  let skippedMs = 0;
  const cognito = await runCognito({ now: () => Date.now() + skippedMs });
  const stranger = await logIn(await runCognito());
  const own = await logIn(cognito);
  const ask = async (token: string) =>
    (await fetch(`${cognito.baseUrl}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } })).status;

  expect(await ask(stranger.access_token)).toBe(401);
  expect(await ask(own.id_token)).toBe(401);
  expect(await ask(own.access_token)).toBe(200);
  skippedMs = 61 * 60_000;
  expect(await ask(own.access_token)).toBe(401);
});
