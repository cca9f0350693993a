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
  signedInAt: '1795558220',
  authExpiresAt: '1795561826',
};
const cookie = 'tarotchat_refresh=the-refresh-token';
const logOutEverywhere = post('/auth/logout-all', { cookie, authorizer });
const login = {
  userId: userIdSchema.parse('user-1'),
  tokenFamily: tokenFamilySchema.parse('family-of-the-laptop'),
  signedInAt: nowMs / 1000,
};

const aConnection = (id: string, { userId = 'user-1', tokenFamily = 'family-1' } = {}): Connection => ({
  userId: userIdSchema.parse(userId),
  connectionId: connectionIdSchema.parse(id),
  tokenFamily: tokenFamilySchema.parse(tokenFamily),
  connectedAtMs: nowMs - 1_000,
  authExpiresAt: nowMs / 1000 + 3_600,
  expiresAt: nowMs / 1000 + 7_200,
});

test('all logins of the person up to this second end, here and at Cognito, and the cookie goes', async () => {
  const { handler, steps, revocations } = aHandler();

  const answer = await handler(logOutEverywhere);

  expect(answer).toMatchObject({ statusCode: 204, body: '' });
  expect(answer.headers['Set-Cookie']).toMatch(/^tarotchat_refresh=; Max-Age=0; Path=\/api\/auth;/);
  // Remembered for 5 days, 1 hour and 5 minutes.
  expect(steps).toEqual([`cut user-1 off at ${nowMs / 1000} until ${nowMs / 1000 + 435_900}`, 'sign KakaoLogin_1 out']);
  expect(await revocations.isRevoked(login)).toBe(true);
  expect(await revocations.isRevoked({ ...login, signedInAt: login.signedInAt + 1 })).toBe(false);
});

test('the sockets of all logins of the person are closed, after the cut-off; those of other people stay open', async () => {
  const { handler, steps, connections } = aHandler();
  await connections.add(aConnection('phone'));
  await connections.add(aConnection('laptop', { tokenFamily: 'family-2' }));
  await connections.add(aConnection('stranger', { userId: 'user-2' }));

  await handler(logOutEverywhere);

  expect(steps[0]).toMatch(/^cut user-1 off/);
  expect(steps.filter((step) => step.startsWith('close')).toSorted()).toEqual(['close laptop', 'close phone']);
});

test('a Cognito that does not answer is logged, without a name, and the sign-out holds', async () => {
  const lines: unknown[] = [];
  const write = (...line: unknown[]) => void lines.push(line);
  const logger: Logger = { info: write, warn: write, error: write };
  const cause = new Error('Cognito: TimeoutError');
  const { handler, revocations } = aHandler({ logger, signOut: async () => ({ kind: 'unavailable', cause }) });

  const answer = await handler(logOutEverywhere);

  expect(answer.statusCode).toBe(204);
  expect(await revocations.isRevoked(login)).toBe(true);
  expect(lines).toEqual([
    ['logins not ended at the login', cause, { requestId: '5e0a9d2e-0000-4000-8000-000000000001' }],
  ]);
  expect(inspect(lines)).not.toContain('KakaoLogin_1');
});

test('where a socket stays open the caller is told to repeat', async () => {
  const { handler, connections } = aHandler({ close: async () => ({ kind: 'busy' }) });
  await connections.add(aConnection('stuck'));

  expect((await handler(logOutEverywhere)).statusCode).toBe(503);
});

test('nobody is signed out without the authorizer’s word', async () => {
  const { handler, steps } = aHandler();

  expect((await handler(post('/auth/logout-all', { cookie }))).statusCode).toBe(401);
  expect(steps).toEqual([]);
});
