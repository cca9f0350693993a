import { inspect } from 'node:util';
import type { Connection } from '@tarotchat/connection-store';
import type { Logger } from '@tarotchat/lambda-kit';
import { connectionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { aHandler, nowMs, post } from './fixtures/a-handler.ts';

const authorizer = {
  principalId: 'user-1',
  userId: 'user-1',
  tokenFamily: 'family-1',
  username: 'KakaoLogin_1',
  signedInAt: '1795558226',
  authExpiresAt: '1795561826',
};
const login = {
  userId: userIdSchema.parse('user-1'),
  tokenFamily: tokenFamilySchema.parse('family-1'),
  signedInAt: 1_795_558_226,
};
const cookie = 'tarotchat_refresh=the-refresh-token';
const logOut = post('/auth/logout', { cookie, authorizer });

// 5 days, 1 hour and 5 minutes from now.
const mark = `mark family-1 until ${nowMs / 1000 + 432_000 + 3_600 + 300}`;

const aConnection = (id: string, { userId = 'user-1', tokenFamily = 'family-1' } = {}): Connection => ({
  userId: userIdSchema.parse(userId),
  connectionId: connectionIdSchema.parse(id),
  tokenFamily: tokenFamilySchema.parse(tokenFamily),
  connectedAtMs: nowMs - 1_000,
  authExpiresAt: nowMs / 1000 + 3_600,
  expiresAt: nowMs / 1000 + 7_200,
});

test('a sign-out revokes the family here and at Cognito, and removes the cookie', async () => {
  const { handler, steps, revocations } = aHandler();

  const answer = await handler(logOut);

  expect(answer).toMatchObject({ statusCode: 204, body: '' });
  expect(answer.headers['Set-Cookie']).toMatch(/^tarotchat_refresh=; Max-Age=0; Path=\/api\/auth;/);
  expect(steps).toEqual([mark, 'revoke the-refresh-token']);
  expect(await revocations.isRevoked(login)).toBe(true);
});

test('the sockets of the family are closed, after it is marked; those of other logins and people stay open', async () => {
  const { handler, steps, connections } = aHandler();
  await connections.add(aConnection('phone-tab-1'));
  await connections.add(aConnection('phone-tab-2'));
  await connections.add(aConnection('laptop', { tokenFamily: 'family-2' }));
  await connections.add(aConnection('stranger', { userId: 'user-2' }));

  await handler(logOut);

  expect(steps[0]).toBe(mark);
  expect(steps.filter((step) => step.startsWith('close'))).toEqual(['close phone-tab-1', 'close phone-tab-2']);
});

test('without a cookie the family is signed out all the same', async () => {
  const { handler, steps } = aHandler();

  const answer = await handler(post('/auth/logout', { authorizer }));

  expect(answer.statusCode).toBe(204);
  expect(steps).toEqual([mark]);
});

test('a Cognito that does not answer is logged, without the token, and the sign-out holds', async () => {
  const lines: unknown[] = [];
  const write = (...line: unknown[]) => void lines.push(line);
  const logger: Logger = { info: write, warn: write, error: write };
  const cause = new Error('timed out');
  const { handler, revocations } = aHandler({
    logger,
    login: { revoke: async () => ({ kind: 'unavailable', cause }) },
  });

  const answer = await handler(logOut);

  expect(answer.statusCode).toBe(204);
  expect(await revocations.isRevoked(login)).toBe(true);
  expect(lines).toEqual([
    ['refresh token not revoked at the login', cause, { requestId: '5e0a9d2e-0000-4000-8000-000000000001' }],
  ]);
  expect(inspect(lines)).not.toContain('the-refresh-token');
});

test('sockets that are gone already are no error', async () => {
  const { handler, connections } = aHandler({ close: async () => ({ kind: 'gone' }) });
  await connections.add(aConnection('gone'));

  expect((await handler(logOut)).statusCode).toBe(204);
});

test.each([
  ['is busy', async () => ({ kind: 'busy' as const })],
  ['fails', () => Promise.reject(new Error('socket hang up'))],
])('where closing a socket %s the others are still closed, and the caller is told to repeat', async (_, fail) => {
  const { handler, connections, steps } = aHandler({
    close: (connectionId) => (connectionId === 'stuck' ? fail() : Promise.resolve({ kind: 'closed' })),
  });
  await connections.add(aConnection('stuck'));
  await connections.add(aConnection('fine'));

  const answer = await handler(logOut);

  expect(answer.statusCode).toBe(503);
  expect(steps).toEqual(expect.arrayContaining(['close stuck', 'close fine', 'revoke the-refresh-token']));
});

test('nobody is signed out without the authorizer’s word', async () => {
  const { handler, steps } = aHandler();

  const answer = await handler(post('/auth/logout', { cookie }));

  expect(answer.statusCode).toBe(401);
  expect(steps).toEqual([]);
});
