import { expect, test } from 'vitest';
import { aHandler, post } from './fixtures/a-handler.ts';

const routes = ['/auth/token', '/auth/refresh', '/auth/logout', '/auth/logout-all'];
const strangers: [title: string, headers: Record<string, string | undefined>][] = [
  ['without our header', { 'X-Tarotchat': undefined }],
  ['with another value of our header', { 'X-Tarotchat': '2' }],
  ['of another origin', { Origin: 'https://evil.example' }],
  ['of an origin that begins like ours', { Origin: 'https://d84l1y8p4kdic.cloudfront.net.evil.example' }],
  ['of a hidden origin', { Origin: 'null' }],
  ['without origin', { Origin: undefined }],
];

test.each(routes.flatMap((route) => strangers.map(([title, headers]) => [route, title, headers] as const)))(
  '%s %s is forbidden, and nothing is done',
  async (route, _, headers) => {
    const { handler, steps } = aHandler({
      login: {
        exchangeCode: () => Promise.reject(new Error('nobody should ask')),
        refresh: () => Promise.reject(new Error('nobody should ask')),
      },
    });

    const answer = await handler(post(route, { cookie: 'tarotchat_refresh=a', headers }));

    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'FORBIDDEN' });
    expect(answer.headers['Set-Cookie']).toBeUndefined();
    expect(steps).toEqual([]);
  },
);

test('header names come in any case', async () => {
  const { handler } = aHandler();

  const answer = await handler(
    post('/auth/refresh', {
      cookie: 'tarotchat_refresh=a',
      headers: { 'X-Tarotchat': undefined, 'x-tarotchat': '1' },
    }),
  );

  expect(answer.statusCode).toBe(200);
});
