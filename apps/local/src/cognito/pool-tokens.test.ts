import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { productionVerifier } from './testing/production-verifier.ts';
import { type RunningCognito, runCognito } from './testing/running-cognito.ts';
import { authorizeUrl, exchange, locationOf, logIn } from './testing/visitor.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('the production verifier accepts the access token and finds Cognito’s claims in it', async () => {
  const cognito = await runCognito();
  const { access_token, expires_in } = await logIn(cognito);

  const claims = await productionVerifier(cognito, 'access').verify(access_token);

  expect(claims).toMatchObject({
    token_use: 'access',
    client_id: cognito.client.clientId,
    iss: cognito.options.issuerUrl,
    scope: 'openid email profile',
    version: 2,
    username: expect.stringMatching(/^KakaoLogin_\d{10}$/),
    sub: expect.stringMatching(uuid),
    jti: expect.stringMatching(uuid),
    origin_jti: expect.stringMatching(uuid),
  });
  expect(claims).not.toHaveProperty('aud');
  expect(claims.exp - claims.iat).toBe(3600);
  expect(expires_in).toBe(3600);
  expect(Math.abs(claims.auth_time - claims.iat)).toBeLessThan(5);
});

test('the production verifier accepts the ID token, signed with the other key', async () => {
  const cognito = await runCognito();
  const { access_token, id_token } = await logIn(cognito, '도윤');

  const claims = await productionVerifier(cognito, 'id').verify(id_token);

  expect(claims).toMatchObject({
    token_use: 'id',
    aud: cognito.client.clientId,
    nickname: '도윤',
    name: '도윤',
    'cognito:username': decodeJwt(access_token)['username'],
    sub: decodeJwt(access_token).sub,
    origin_jti: decodeJwt(access_token)['origin_jti'],
    identities: [{ providerName: 'KakaoLogin', providerType: 'OIDC' }],
  });
  expect(decodeProtectedHeader(id_token).kid).not.toBe(decodeProtectedHeader(access_token).kid);
  expect(Object.keys(decodeProtectedHeader(access_token)).sort()).toEqual(['alg', 'kid']);
});

test('the production verifier refuses the one token where it wants the other', async () => {
  const cognito = await runCognito();
  const { access_token, id_token } = await logIn(cognito);

  await expect(productionVerifier(cognito, 'access').verify(id_token)).rejects.toThrow();
  await expect(productionVerifier(cognito, 'id').verify(access_token)).rejects.toThrow();
});

test('a name is the same person for ever, and another name another one', async () => {
  const [first, second] = [await runCognito(), await runCognito()];
  const subOf = async (cognito: RunningCognito, name: string) =>
    decodeJwt((await logIn(cognito, name)).access_token).sub;

  const mina = await subOf(first, '민아');

  expect(await subOf(second, ' 민아 ')).toBe(mina);
  expect(await subOf(second, '민아'.normalize('NFD'))).toBe(mina);
  expect(await subOf(second, '민하')).not.toBe(mina);
});

test('each login of a person is a token family of its own', async () => {
  const cognito = await runCognito();

  const families = [await logIn(cognito), await logIn(cognito)].map((t) => decodeJwt(t.access_token)['origin_jti']);

  expect(new Set(families).size).toBe(2);
});

test('the nonce comes back in the ID token', async () => {
  const cognito = await runCognito();
  const answer = await fetch(authorizeUrl(cognito, { login_hint: 'Alex', nonce: 'n-1' }), { redirect: 'manual' });

  const tokens = await exchange(cognito, locationOf(answer).searchParams.get('code') ?? '', '');

  expect(decodeJwt(z.parse(z.object({ id_token: z.string() }), await tokens.json()).id_token)['nonce']).toBe('n-1');
});

test('the public keys are served as handed out, without their private halves', async () => {
  const cognito = await runCognito();

  const served = await (await fetch(`${cognito.baseUrl}/.well-known/jwks.json`)).json();

  expect(served).toEqual(cognito.jwks);
  expect(JSON.stringify(served)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
});
