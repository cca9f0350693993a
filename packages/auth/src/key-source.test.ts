import { expect, test } from 'vitest';
import { aKeyPair, aUserPool } from './fixtures/index.ts';
import { accessTokenVerifier } from './index.ts';

const keys = aKeyPair();
const pool = aUserPool({ keys });

/** A verifier that counts its fetches, and a clock to move. */
const aVerifier = (options: { known: string; published: () => Promise<string> }) => {
  const state = { fetches: 0, nowMs: Date.now() };
  const verify = accessTokenVerifier({
    ...pool,
    jwks: options.known,
    now: () => state.nowMs,
    fetchWindowMs: 60_000,
    fetchJwks: async () => {
      state.fetches += 1;
      return new TextEncoder().encode(await options.published()).buffer;
    },
  });
  return { state, verify };
};

test('keys that came with the deployment are not fetched', async () => {
  const { state, verify } = aVerifier({ known: pool.jwks, published: async () => pool.jwks });

  await verify(pool.accessToken());

  expect(state.fetches).toBe(0);
});

test('an empty key set is fetched at the first token and kept', async () => {
  const { state, verify } = aVerifier({ known: '{"keys":[]}', published: async () => pool.jwks });

  const outcomes = [await verify(pool.accessToken()), await verify(pool.accessToken())];

  expect(outcomes.map(({ kind }) => kind)).toEqual(['valid', 'valid']);
  expect(state.fetches).toBe(1);
});

test('after a rotation the new key is fetched and the token is taken', async () => {
  const rotated = aUserPool({ kid: 'rotated' });
  const { state, verify } = aVerifier({ known: pool.jwks, published: async () => rotated.jwks });

  expect((await verify(rotated.accessToken())).kind).toBe('valid');
  expect(state.fetches).toBe(1);
});

test('a flood of unknown keys costs one fetch a window, whatever issuer of the pool it names', async () => {
  const { state, verify } = aVerifier({ known: pool.jwks, published: async () => pool.jwks });
  const iss = `https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/${pool.userPoolId}`;
  const flood = Array.from({ length: 50 }, (_, index) =>
    pool.accessToken(index % 2 ? { iss } : {}, { kid: `forged-${index}` }),
  );

  const outcomes = [];
  for (const token of flood) outcomes.push(await verify(token));

  expect(state.fetches).toBe(1);
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
    new Set(['{"kind":"invalid","reason":"unknown-key"}']),
  );

  state.nowMs += 60_000;
  await verify(pool.accessToken({}, { kid: 'forged' }));

  expect(state.fetches).toBe(2);
});

test('a token that no key could save costs no fetch', async () => {
  const { state, verify } = aVerifier({ known: pool.jwks, published: async () => pool.jwks });

  await verify(pool.accessToken({}, { kid: 'forged', alg: 'none' }));
  await verify(pool.accessToken({}, { kid: 'forged', alg: 'HS256' }));
  await verify(pool.accessToken({ iss: 'https://evil.example' }, { kid: 'forged' }));
  await verify('a'.repeat(10_000));

  expect(state.fetches).toBe(0);
});

test('a flood does not keep out who has a known key', async () => {
  const { verify } = aVerifier({ known: pool.jwks, published: async () => pool.jwks });
  await verify(pool.accessToken({}, { kid: 'forged' }));

  expect((await verify(pool.accessToken())).kind).toBe('valid');
});

test('keys that cannot be fetched are told from keys that are not there, and are not asked for again at once', async () => {
  const { state, verify } = aVerifier({
    known: '{"keys":[]}',
    published: () => Promise.reject(new Error('timed out')),
  });

  const first = await verify(pool.accessToken());
  await verify(pool.accessToken());

  expect(first).toEqual({ kind: 'invalid', reason: 'keys-unavailable' });
  expect(state.fetches).toBe(1);
});

test('an answer that is no key set is as good as none', async () => {
  const { verify } = aVerifier({ known: '{"keys":[]}', published: async () => '<html>' });

  expect(await verify(pool.accessToken())).toEqual({ kind: 'invalid', reason: 'keys-unavailable' });
});
