import { expect, test } from 'vitest';
import { aHandler, post } from './fixtures/a-handler.ts';

const cookie = 'theme=dark; tarotchat_refresh=the.refresh_token-1; other=1';

test('the cookie’s refresh token brings a new access token', async () => {
  const asked: string[] = [];
  const { handler } = aHandler({
    login: {
      refresh: async (refreshToken) => {
        asked.push(refreshToken);
        return { kind: 'tokens', tokens: { accessToken: 'the-next-one', expiresInSeconds: 3_600 } };
      },
    },
  });

  const answer = await handler(post('/auth/refresh', { cookie }));

  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({ accessToken: 'the-next-one', expiresInSeconds: 3_600 });
  expect(asked).toEqual(['the.refresh_token-1']);
  expect(answer.headers['Set-Cookie']).toBeUndefined();
});

test('a rotated refresh token takes the place of the old one', async () => {
  const tokens = { accessToken: 'a', expiresInSeconds: 3_600, refreshToken: 'rotated' };
  const { handler } = aHandler({ login: { refresh: async () => ({ kind: 'tokens', tokens }) } });

  const answer = await handler(post('/auth/refresh', { cookie }));

  expect(answer.headers['Set-Cookie']).toMatch(/^tarotchat_refresh=rotated;.*Path=\/api\/auth/);
});

test.each([
  ['is missing', undefined],
  ['is missing among others', 'theme=dark; xtarotchat_refresh=a'],
  ['is empty', 'tarotchat_refresh='],
])('a cookie that %s means: log in again, and the login is not asked', async (_, sent) => {
  let asked = 0;
  const { handler } = aHandler({
    login: {
      refresh: async () => {
        asked += 1;
        return { kind: 'invalid-grant' };
      },
    },
  });

  const answer = await handler(post('/auth/refresh', sent === undefined ? {} : { cookie: sent }));

  expect(answer.statusCode).toBe(401);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'REFRESH_REFUSED', requestId: expect.any(String) });
  expect(asked).toBe(0);
});

test('a refused refresh token is removed from the browser', async () => {
  const { handler } = aHandler({ login: { refresh: async () => ({ kind: 'invalid-grant' }) } });

  const answer = await handler(post('/auth/refresh', { cookie }));

  expect(answer.statusCode).toBe(401);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'REFRESH_REFUSED' });
  expect(answer.headers['Set-Cookie']).toMatch(
    /^tarotchat_refresh=; Max-Age=0; Path=\/api\/auth; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('while the login does not answer the cookie stays', async () => {
  const { handler } = aHandler({ login: { refresh: async () => ({ kind: 'unavailable', cause: new Error('x') }) } });

  const answer = await handler(post('/auth/refresh', { cookie }));

  expect(answer.statusCode).toBe(503);
  expect(answer.headers['Set-Cookie']).toBeUndefined();
});
