import { createHmac } from 'node:crypto';
import { limits } from '@tarotchat/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aKeyPair, aUserPool, signedJwt } from './fixtures/index.ts';
import { accessTokenVerifier } from './index.ts';

const pool = aUserPool();
const otherKeys = aKeyPair();
const nowSeconds = Math.floor(Date.now() / 1000);

const verify = accessTokenVerifier({ ...pool, fetchJwks: async () => new TextEncoder().encode(pool.jwks).buffer });

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The genuine token with another header and no genuine signature. */
const withHeader = (header: object, sign: (input: string) => string): string => {
  const input = `${segment(header)}.${pool.accessToken().split('.')[1]}`;
  return `${input}.${sign(input)}`;
};

test('a genuine access token tells who calls and until when', async () => {
  const outcome = await verify(pool.accessToken({ auth_time: nowSeconds - 5, exp: nowSeconds + 60 }));

  expect(outcome).toEqual({
    kind: 'valid',
    caller: {
      userId: 'b4a8f4c0-2031-70c1-5f3a-000000000001',
      tokenFamily: 'c0ffee00-0000-4000-8000-000000000001',
      signedInAt: nowSeconds - 5,
      username: 'KakaoLogin_1',
      authExpiresAt: nowSeconds + 60,
    },
  });
});

test('a token of the pool’s newer issuer is genuine as well', async () => {
  const iss = `https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/${pool.userPoolId}`;

  expect((await verify(pool.accessToken({ iss }))).kind).toBe('valid');
});

test('a genuine token that is as long as the limit is taken', async () => {
  const padding = 'x'.repeat((limits.accessTokenBytes - pool.accessToken().length) * 0.7);
  const token = pool.accessToken({ padding });

  expect(token.length).toBeGreaterThan(limits.accessTokenBytes * 0.9);
  expect((await verify(token)).kind).toBe('valid');
});

const expired: [string, string][] = [
  ['expired a second ago', pool.accessToken({ exp: nowSeconds - 1 })],
  ['expired a year ago', pool.accessToken({ exp: nowSeconds - 31_536_000 })],
];
test.each(expired)('a token that %s is expired', async (_, token) => {
  expect(await verify(token)).toEqual({ kind: 'expired' });
});

test('a token is expired at the very second of its exp', async () => {
  const exp = nowSeconds + 60;
  const at = (nowMs: number) => accessTokenVerifier({ ...pool, now: () => nowMs })(pool.accessToken({ exp }));

  expect((await at(exp * 1000 - 1)).kind).toBe('valid');
  expect((await at(exp * 1000)).kind).toBe('expired');
});

const attacks: [title: string, reason: string, token: string][] = [
  ['alg none without signature', 'malformed', withHeader({ alg: 'none', kid: 'fixture-key' }, () => '')],
  ['alg none with some signature', 'wrong-algorithm', withHeader({ alg: 'none', kid: 'fixture-key' }, () => 'AA')],
  ['alg None in other letters', 'wrong-algorithm', withHeader({ alg: 'nOnE', kid: 'fixture-key' }, () => 'AA')],
  ['no alg', 'wrong-algorithm', withHeader({ kid: 'fixture-key' }, () => 'AA')],
  [
    'HS256 with the public key as the secret',
    'wrong-algorithm',
    withHeader({ alg: 'HS256', kid: 'fixture-key' }, (input) =>
      createHmac('sha256', pool.publicKey.export({ format: 'pem', type: 'spki' }))
        .update(input)
        .digest('base64url'),
    ),
  ],
  ['RS512 where the pool signs RS256', 'wrong-algorithm', pool.accessToken({}, { alg: 'RS512' })],
  ['EdDSA where the pool signs RS256', 'wrong-algorithm', pool.accessToken({}, { alg: 'EdDSA' })],
  ['another key under the pool’s kid', 'wrong-signature', aUserPool({ keys: otherKeys }).accessToken()],
  ['another key under a kid of its own', 'unknown-key', aUserPool({ keys: otherKeys, kid: 'mine' }).accessToken()],
  ['no kid', 'unknown-key', pool.accessToken({}, { kid: undefined })],
  [
    'the key in its own header',
    'wrong-signature',
    aUserPool({ keys: otherKeys }).accessToken({}, { jwk: otherKeys.publicKey.export({ format: 'jwk' }) }),
  ],
  ['a kid that is a path', 'unknown-key', pool.accessToken({}, { kid: '../../etc/passwd' })],
  ['a kid of Object.prototype', 'unknown-key', pool.accessToken({}, { kid: '__proto__' })],
  ['a critical header', 'malformed', pool.accessToken({}, { crit: ['b64'], b64: false })],
  [
    'another pool',
    'wrong-issuer',
    pool.accessToken({ iss: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_Another01' }),
  ],
  [
    'the pool’s id in another region',
    'wrong-issuer',
    pool.accessToken({ iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool.userPoolId}` }),
  ],
  [
    'the pool’s issuer with a slash behind',
    'wrong-issuer',
    pool.accessToken({ iss: `https://cognito-idp.ap-northeast-2.amazonaws.com/${pool.userPoolId}/` }),
  ],
  ['a host of its own as issuer', 'wrong-issuer', pool.accessToken({ iss: `https://evil.example/${pool.userPoolId}` })],
  ['no issuer', 'wrong-issuer', pool.accessToken({ iss: undefined })],
  ['another client', 'wrong-client', pool.accessToken({ client_id: 'anotherclient' })],
  ['the client only as aud', 'wrong-client', pool.accessToken({ client_id: undefined, aud: pool.clientId })],
  ['an ID token', 'wrong-use', pool.idToken()],
  ['an ID token with a client_id', 'wrong-use', pool.idToken({ client_id: pool.clientId })],
  ['no token_use', 'wrong-use', pool.accessToken({ token_use: undefined })],
  ['token_use refresh', 'wrong-use', pool.accessToken({ token_use: 'refresh' })],
  ['nbf in the future', 'not-yet-valid', pool.accessToken({ nbf: nowSeconds + 120 })],
  ['iat in the future', 'not-yet-valid', pool.accessToken({ iat: nowSeconds + 120 })],
  ['auth_time in the future', 'not-yet-valid', pool.accessToken({ auth_time: nowSeconds + 120 })],
  ['no iat', 'missing-claim', pool.accessToken({ iat: undefined })],
  ['no auth_time', 'missing-claim', pool.accessToken({ auth_time: undefined })],
  ['padding behind', 'malformed', `${pool.accessToken()}==`],
  ['no exp', 'missing-claim', pool.accessToken({ exp: undefined })],
  ['exp as text', 'malformed', pool.accessToken({ exp: String(nowSeconds + 60) })],
  ['exp beyond all years', 'missing-claim', pool.accessToken({ exp: 1e15 })],
  ['no sub', 'missing-claim', pool.accessToken({ sub: undefined })],
  ['an empty sub', 'missing-claim', pool.accessToken({ sub: '' })],
  ['a sub that is no text', 'malformed', pool.accessToken({ sub: ['a'] })],
  ['no origin_jti', 'missing-claim', pool.accessToken({ origin_jti: undefined })],
  ['a signature cut off', 'malformed', `${pool.accessToken().split('.').slice(0, 2).join('.')}.`],
  [
    'another token’s signature',
    'wrong-signature',
    `${pool.accessToken().split('.').slice(0, 2).join('.')}.${pool.accessToken({ jti: 'x' }).split('.')[2]}`,
  ],
  [
    'another person’s sub behind the signature',
    'wrong-signature',
    (() => {
      const [header, payload = '', signature] = pool.accessToken().split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${header}.${segment({ ...claims, sub: 'someone-else' })}.${signature}`;
    })(),
  ],
  ['five parts, as a JWE has', 'malformed', 'a.b.c.d.e'],
  ['no JWT at all', 'malformed', 'hello'],
  ['nothing', 'malformed', ''],
  ['a payload that is a list', 'malformed', signedJwt({ alg: 'RS256', kid: 'fixture-key' }, [], otherKeys.privateKey)],
  ['a line break behind', 'malformed', `${pool.accessToken()}\n`],
  ['one byte more than the limit', 'too-long', 'a'.repeat(limits.accessTokenBytes + 1)],
  ['ten megabytes', 'too-long', `${pool.accessToken()}${'a'.repeat(10_000_000)}`],
];
test.each(attacks)('a token with %s is refused as %s', async (_, reason, token) => {
  expect(await verify(token)).toEqual({ kind: 'invalid', reason });
});

test('whatever text comes as a token, it is refused and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.tuple(fc.json(), fc.json(), fc.json())),
      async (input) => {
        const token =
          typeof input === 'string' ? input : input.map((part) => Buffer.from(part).toString('base64url')).join('.');

        expect((await verify(token)).kind).toBe('invalid');
      },
    ),
  );
});

test('a genuine token with any one character changed is refused', async () => {
  const token = pool.accessToken();
  // The last character of the signature has bits that no decoder reads.
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(...'Aa0-_.'), async (position, character) => {
      fc.pre(token[position] !== character);

      const outcome = await verify(token.slice(0, position) + character + token.slice(position + 1));

      expect(outcome.kind).toBe('invalid');
    }),
  );
});

test('a malformed key set or pool id fails when the verifier is made', () => {
  expect(() => accessTokenVerifier({ ...pool, jwks: '{"keys":' })).toThrow(
    'the JSON Web Key Set of the user pool is malformed',
  );
  expect(() => accessTokenVerifier({ ...pool, jwks: '{}' })).toThrow('malformed');
  expect(() => accessTokenVerifier({ ...pool, userPoolId: 'nowhere' })).toThrow();
});
