import { inspect } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, onTestFinished, test } from 'vitest';
import { aHostedLogin, type LoginAnswer, type LoginRequest } from '../fixtures/a-hosted-login.ts';
import { aUserPool } from '../fixtures/a-user-pool.ts';
import { cognitoTokens, userPoolRegion } from './index.ts';

const pool = aUserPool({ clientId: '22fixtureclient' });
const grant = { code: 'the-code', codeVerifier: 'v'.repeat(43), redirectUri: 'https://cards.example/login_test.html' };

const tokenBody = (more: object = {}) => ({
  access_token: 'the-access-token',
  expires_in: 3600,
  token_type: 'Bearer',
  ...more,
});

/** A login that answers as told, and our client of it. */
const aClient = async (answer: (request: LoginRequest) => LoginAnswer, options: { path?: string } = {}) => {
  const login = await aHostedLogin(answer);
  onTestFinished(login.stop);
  const tokens = cognitoTokens({
    client: new CognitoIdentityProviderClient({
      region: userPoolRegion(pool.userPoolId),
      endpoint: login.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
    userPoolId: pool.userPoolId,
    clientId: pool.clientId,
    hostedLoginUrl: `${login.url}${options.path ?? ''}`,
    timeoutMs: 300,
  });
  return { login: login.state, tokens, url: login.url };
};

const basic = (secret: string) => `Basic ${Buffer.from(`22fixtureclient:${secret}`).toString('base64')}`;

test('a code is exchanged with its verifier and the client secret', async () => {
  const idToken = pool.idToken({ nickname: ' 민아 ', name: 'Mina' });
  const { login, tokens } = await aClient(
    () => ({ status: 200, body: tokenBody({ id_token: idToken, refresh_token: 'the-refresh-token' }) }),
    { path: '/cognito/' },
  );

  const outcome = await tokens.exchangeCode(grant);

  expect(outcome).toEqual({
    kind: 'tokens',
    tokens: {
      accessToken: 'the-access-token',
      expiresInSeconds: 3600,
      refreshToken: 'the-refresh-token',
      displayName: '민아',
    },
  });
  expect(login.requests).toEqual([
    {
      path: 'POST /cognito/oauth2/token',
      authorization: basic('first-secret'),
      form: {
        grant_type: 'authorization_code',
        code: grant.code,
        code_verifier: grant.codeVerifier,
        redirect_uri: grant.redirectUri,
        client_id: '22fixtureclient',
      },
    },
  ]);
});

test('the client secret is read once for all calls', async () => {
  const { login, tokens } = await aClient(() => ({ status: 200, body: tokenBody() }));

  await Promise.all([tokens.exchangeCode(grant), tokens.refresh('a')]);
  await tokens.refresh('b');

  expect(login.described).toBe(1);
});

test('a refresh asks for a new access token and brings a rotated refresh token along', async () => {
  const { login, tokens } = await aClient(() => ({ status: 200, body: tokenBody({ refresh_token: 'rotated' }) }));

  const outcome = await tokens.refresh('the-refresh-token');

  expect(outcome).toEqual({
    kind: 'tokens',
    tokens: { accessToken: 'the-access-token', expiresInSeconds: 3600, refreshToken: 'rotated' },
  });
  expect(login.requests[0]?.form).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'the-refresh-token',
    client_id: '22fixtureclient',
  });
});

test('a revocation names the refresh token, and one that is dead already is no error', async () => {
  const { login, tokens } = await aClient(({ form }) =>
    form['token'] === 'alive' ? { status: 200, body: '' } : { status: 400, body: { error: 'invalid_grant' } },
  );

  expect(await tokens.revoke('alive')).toEqual({ kind: 'revoked' });
  expect(await tokens.revoke('dead')).toEqual({ kind: 'revoked' });
  expect(login.requests[0]).toMatchObject({ path: 'POST /oauth2/revoke', authorization: basic('first-secret') });
});

test.each(['invalid_grant', 'invalid_request'])(
  '%s means that the code or the refresh token is no good',
  async (error) => {
    const { tokens } = await aClient(() => ({ status: 400, body: { error } }));

    expect(await tokens.exchangeCode(grant)).toEqual({ kind: 'invalid-grant' });
    expect(await tokens.refresh('the-refresh-token')).toEqual({ kind: 'invalid-grant' });
  },
);

test('a rotated client secret is read again and the call repeated', async () => {
  const { login, tokens } = await aClient(({ authorization }) =>
    authorization === basic(login.clientSecret)
      ? { status: 200, body: tokenBody() }
      : { status: 400, body: { error: 'invalid_client' } },
  );
  await tokens.refresh('a');
  login.clientSecret = 'second-secret';

  const outcome = await tokens.refresh('b');

  expect(outcome.kind).toBe('tokens');
  expect(login.described).toBe(2);
  expect(login.requests.map(({ authorization }) => authorization)).toEqual([
    basic('first-secret'),
    basic('first-secret'),
    basic('second-secret'),
  ]);
});

test('a secret that is refused though it is the current one is read again once, not for ever', async () => {
  const { login, tokens } = await aClient(() => ({ status: 400, body: { error: 'invalid_client' } }));

  const outcome = await tokens.refresh('a');

  expect(outcome.kind).toBe('unavailable');
  expect(login.described).toBe(2);
  expect(login.requests).toHaveLength(1);
});

const troubles: [string, LoginAnswer][] = [
  ['answers 500', { status: 500, body: '<html>the-access-token</html>' }],
  ['answers 429', { status: 429, body: { error: 'too_many' } }],
  ['does not know the client', { status: 400, body: { error: 'unauthorized_client' } }],
  ['redirects', { status: 302, body: '' }],
  ['answers 200 with no JSON', { status: 200, body: '{"access_token":"the-access-token"' }],
  ['answers 200 with no token', { status: 200, body: { expires_in: 3600, token_type: 'Bearer' } }],
  ['answers more than a token needs', { status: 200, body: tokenBody({ id_token: 'x'.repeat(100_000) }) }],
  ['does not answer', undefined],
];
test.each(troubles)('a login that %s is unavailable, and the failure holds no secret', async (_, answer) => {
  const { tokens } = await aClient(() => answer);

  const outcomes = [
    await tokens.exchangeCode(grant),
    await tokens.refresh('the-refresh-token'),
    ...(answer?.status === 200 ? [] : [await tokens.revoke('the-refresh-token')]),
  ];

  for (const outcome of outcomes) {
    expect(outcome.kind).toBe('unavailable');
    const shown = inspect(outcome, { depth: 20, showHidden: true });
    for (const secret of [
      'first-secret',
      basic('first-secret'),
      'the-code',
      'v'.repeat(43),
      'the-refresh-token',
      'the-access-token',
    ]) {
      expect(shown).not.toContain(secret);
    }
  }
});

test('the failure names the error code of the standard, and no other word of the answer', async () => {
  const { tokens } = await aClient(({ form }) => ({ status: 400, body: { error: form['refresh_token'] } }));

  expect(await tokens.refresh('unauthorized_client')).toMatchObject({
    cause: { message: 'the hosted login answered 400 unauthorized_client' },
  });
  expect(await tokens.refresh('echoed')).toMatchObject({
    cause: { message: 'the hosted login answered 400 without a known error code' },
  });
});

test('a login that cannot be reached is unavailable, and is asked again the next time', async () => {
  const { login, tokens } = await aClient(() => ({ status: 200, body: tokenBody() }));
  login.clientSecret = '';
  const without = await tokens.refresh('a');
  login.clientSecret = 'first-secret';

  expect(without.kind).toBe('unavailable');
  expect((await tokens.refresh('a')).kind).toBe('tokens');
});

test.each([
  ['a name where there is no nickname', { nickname: undefined, name: 'Alex' }, 'Alex'],
  ['a name where the nickname is empty', { nickname: ' ', name: 'Alex' }, 'Alex'],
  ['no name', { nickname: undefined }, undefined],
  ['no name where it is no text', { nickname: ['x'], name: 7 }, undefined],
  ['60 characters of a long one', { nickname: '🃏'.repeat(200) }, '🃏'.repeat(60)],
])('the person has %s', async (_, claims, displayName) => {
  const { tokens } = await aClient(() => ({ status: 200, body: tokenBody({ id_token: pool.idToken(claims) }) }));

  const outcome = await tokens.refresh('a');

  expect(outcome.kind === 'tokens' && outcome.tokens.displayName).toBe(displayName);
});

test('an ID token that is none is no reason to refuse the login', async () => {
  const { tokens } = await aClient(() => ({ status: 200, body: tokenBody({ id_token: 'x.%%%.y' }) }));

  expect((await tokens.refresh('a')).kind).toBe('tokens');
});

test('the client secret is never sent unencrypted to another machine', () => {
  const config = { client: new CognitoIdentityProviderClient({ region: 'us-east-1' }), ...pool };

  expect(() => cognitoTokens({ ...config, hostedLoginUrl: 'http://login.example' })).toThrow('https');
  expect(() => cognitoTokens({ ...config, hostedLoginUrl: 'http://localhost.evil.example' })).toThrow('https');
  expect(() => cognitoTokens({ ...config, hostedLoginUrl: 'http://localhost:3001/cognito' })).not.toThrow();
});

test('the region of a pool stands before the underscore', () => {
  expect(userPoolRegion('ap-northeast-2_oTHa9Jky1')).toBe('ap-northeast-2');
});
