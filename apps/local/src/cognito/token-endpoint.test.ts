import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { productionVerifier } from './testing/production-verifier.ts';
import { aDataFolder, runCognito } from './testing/running-cognito.ts';
import { aCode, exchange, logIn, postAsClient, refresh, refusal } from './testing/visitor.ts';

test('the client secret is taken in the form as well', async () => {
  const cognito = await runCognito();
  const { code, verifier } = await aCode(cognito);
  const { clientId, clientSecret, callbackUrls } = cognito.client;
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: callbackUrls[0] ?? '' };
  const post = (client_secret: string) =>
    fetch(`${cognito.baseUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, client_id: clientId, client_secret }),
    });

  expect(await refusal(await post('wrong'))).toEqual({ status: 400, body: { error: 'invalid_client' } });
  expect((await post(clientSecret)).status).toBe(200);
});

test('a wrong client secret is refused as Cognito does', async () => {
  const cognito = await runCognito();
  const { code, verifier } = await aCode(cognito);

  const answer = await postAsClient(cognito, 'wrong')('/oauth2/token', {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: cognito.client.callbackUrls[0] ?? '',
  });

  expect(await refusal(answer)).toEqual({ status: 400, body: { error: 'invalid_client' } });
});

test('no client secret at all is refused', async () => {
  const cognito = await runCognito();
  const { code, verifier } = await aCode(cognito);

  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: cognito.client.clientId,
    code,
    code_verifier: verifier,
  });
  const answer = await fetch(`${cognito.baseUrl}/oauth2/token`, { method: 'POST', body });

  expect(await refusal(answer)).toEqual({ status: 400, body: { error: 'invalid_client' } });
});

test('another verifier, and another callback, give no tokens', async () => {
  const cognito = await runCognito();
  const one = await aCode(cognito);
  const two = await aCode(cognito);

  const wrongVerifier = await exchange(cognito, one.code, 'a'.repeat(43));
  const wrongCallback = await postAsClient(cognito)('/oauth2/token', {
    grant_type: 'authorization_code',
    code: two.code,
    code_verifier: two.verifier,
    redirect_uri: 'https://example.org/',
  });

  expect(await refusal(wrongVerifier)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  expect(await refusal(wrongCallback)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
});

test('a code works once; used twice, it ends the login that it began', async () => {
  const cognito = await runCognito();
  const { code, verifier } = await aCode(cognito);
  const first = z.parse(
    z.object({ refresh_token: z.string() }),
    await (await exchange(cognito, code, verifier)).json(),
  );

  const second = await exchange(cognito, code, verifier);

  expect(await refusal(second)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  expect((await refresh(cognito, first.refresh_token)).status).toBe(400);
});

test('a code is worth nothing after five minutes', async () => {
  let skippedMs = 0;
  const cognito = await runCognito({ now: () => Date.now() + skippedMs });
  const { code, verifier } = await aCode(cognito);
  skippedMs = 5 * 60_000;

  expect((await exchange(cognito, code, verifier)).status).toBe(400);
});

test('a refresh gives new tokens of the same family and no other refresh token', async () => {
  let skippedMs = 0;
  const cognito = await runCognito({ now: () => Date.now() + skippedMs });
  const before = await logIn(cognito);
  skippedMs = 30 * 60_000;

  const answer = await refresh(cognito, before.refresh_token);

  const after = z.parse(
    z.strictObject({
      access_token: z.string(),
      id_token: z.string(),
      expires_in: z.number(),
      token_type: z.string(),
    }),
    await answer.json(),
  );
  const [old, fresh] = [decodeJwt(before.access_token), decodeJwt(after.access_token)];
  expect(fresh['origin_jti']).toBe(old['origin_jti']);
  expect(decodeJwt(after.id_token)['origin_jti']).toBe(old['origin_jti']);
  expect(fresh.jti).not.toBe(old.jti);
  expect(fresh['auth_time']).toBe(old['auth_time']);
  expect((fresh.exp ?? 0) - (old.exp ?? 0)).toBeGreaterThanOrEqual(30 * 60);
  await productionVerifier(cognito, 'access').verify(after.access_token);
});

test('a refresh token dies after the days that the client gives it', async () => {
  let skippedMs = 0;
  const cognito = await runCognito({ now: () => Date.now() + skippedMs });
  const { refresh_token } = await logIn(cognito);

  skippedMs = 5 * 24 * 3_600_000 - 60_000;
  const shortlyBefore = await refresh(cognito, refresh_token);
  skippedMs = 5 * 24 * 3_600_000 + 1000;
  const after = await refresh(cognito, refresh_token);

  expect([shortlyBefore.status, after.status]).toEqual([200, 400]);
});

test('after a restart the keys, the people and the refresh tokens are the same', async () => {
  const dataFolder = await aDataFolder();
  const before = await runCognito({ dataFolder });
  const { access_token, refresh_token } = await logIn(before);
  await before.stop();

  const after = await runCognito({ dataFolder });
  const answer = await refresh(after, refresh_token);

  expect(answer.status).toBe(200);
  expect(after.jwks).toEqual(before.jwks);
  await productionVerifier(after, 'access').verify(access_token);
});
