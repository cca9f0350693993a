import { problemSchema, tokenAnswerSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { aHandler, post } from './fixtures/a-handler.ts';

const login = {
  code: 'the-code',
  codeVerifier: 'v'.repeat(43),
  redirectUri: 'http://localhost:3001/login_test.html',
};

test('a code becomes an access token for memory, and a cookie that no script can read', async () => {
  const { handler } = aHandler();

  const answer = await handler(post('/auth/token', { body: login }));

  expect(answer.statusCode).toBe(200);
  expect(tokenAnswerSchema.parse(JSON.parse(answer.body))).toEqual({
    accessToken: 'the-access-token',
    expiresInSeconds: 3_600,
    displayName: '민아',
  });
  expect(answer.body).not.toContain('refresh');
  expect(answer.headers['Cache-Control']).toBe('no-store');
  expect(answer.headers['Set-Cookie']?.split('; ').sort()).toEqual(
    [
      'tarotchat_refresh=the.refresh_token-1',
      'Max-Age=432000',
      'Path=/api/auth',
      'HttpOnly',
      'Secure',
      'SameSite=Strict',
    ].sort(),
  );
});

test('on http://localhost the cookie is not Secure, or it would never come back', async () => {
  const { handler } = aHandler({ secure: false });

  const answer = await handler(post('/auth/token', { body: login }));

  expect(answer.headers['Set-Cookie']).toContain('HttpOnly');
  expect(answer.headers['Set-Cookie']).not.toContain('Secure');
});

test('exactly what the client sent is exchanged', async () => {
  const grants: unknown[] = [];
  const { handler } = aHandler({
    login: {
      exchangeCode: async (grant) => {
        grants.push(grant);
        return { kind: 'invalid-grant' };
      },
    },
  });

  await handler(post('/auth/token', { body: { ...login, clientSecret: 'x' } }));

  expect(grants).toEqual([login]);
});

test('a code that the login refuses is a typed error and sets no cookie', async () => {
  const { handler } = aHandler({ login: { exchangeCode: async () => ({ kind: 'invalid-grant' }) } });

  const answer = await handler(post('/auth/token', { body: login }));

  expect(answer.statusCode).toBe(400);
  expect(problemSchema.parse(JSON.parse(answer.body)).code).toBe('INVALID_CODE');
  expect(answer.headers['Set-Cookie']).toBeUndefined();
});

test('a login that does not answer is 503, and nothing of why gets outside', async () => {
  const cause = new Error('connect ECONNREFUSED 10.0.0.7:443');
  const { handler } = aHandler({ login: { exchangeCode: async () => ({ kind: 'unavailable', cause }) } });

  const answer = await handler(post('/auth/token', { body: login }));

  expect(answer.statusCode).toBe(503);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) });
  expect(answer.body).not.toContain('ECONNREFUSED');
});

const bad: [string, unknown, { statusCode: number; code: string; field?: string }][] = [
  ['no JSON', '{"code":', { statusCode: 400, code: 'INVALID_JSON' }],
  ['an empty body', '', { statusCode: 400, code: 'INVALID_JSON' }],
  ['a list', [], { statusCode: 400, code: 'INVALID_FIELD' }],
  ['null', null, { statusCode: 400, code: 'INVALID_FIELD', field: 'body' }],
  ['no code', { ...login, code: undefined }, { statusCode: 400, code: 'INVALID_FIELD', field: 'code' }],
  ['a code that is no text', { ...login, code: ['x'] }, { statusCode: 400, code: 'INVALID_FIELD', field: 'code' }],
  ['a long code', { ...login, code: 'x'.repeat(2_049) }, { statusCode: 400, code: 'INVALID_FIELD', field: 'code' }],
  [
    'a short verifier',
    { ...login, codeVerifier: 'v'.repeat(42) },
    { statusCode: 400, code: 'INVALID_FIELD', field: 'codeVerifier' },
  ],
  [
    'a redirect URI that is none',
    { ...login, redirectUri: 'home' },
    { statusCode: 400, code: 'INVALID_FIELD', field: 'redirectUri' },
  ],
  ['a huge body', { ...login, more: '가'.repeat(3_000) }, { statusCode: 413, code: 'MESSAGE_TOO_LARGE' }],
];
test.each(bad)('%s is a typed error, and the login is not asked', async (_, body, { statusCode, ...problem }) => {
  let asked = 0;
  const { handler } = aHandler({
    login: {
      exchangeCode: async () => {
        asked += 1;
        return { kind: 'invalid-grant' };
      },
    },
  });

  const answer = await handler(post('/auth/token', { body }));

  expect(answer.statusCode).toBe(statusCode);
  expect(JSON.parse(answer.body)).toMatchObject(problem);
  expect(asked).toBe(0);
});

test('a route that is not there is not found', async () => {
  const { handler } = aHandler();

  expect((await handler(post('/auth/nowhere'))).statusCode).toBe(404);
  expect((await handler({ ...post('/auth/token', { body: login }), httpMethod: 'GET' })).statusCode).toBe(404);
});
