import { accessTokenVerifier } from '@tarotchat/auth';
import { aUserPool } from '@tarotchat/auth/fixtures';
import { memoryRevocationStore } from '@tarotchat/auth/memory';
import type { PostOutcome } from '@tarotchat/chat';
import { memoryConnectionGateway } from '@tarotchat/chat/memory';
import { memoryConnectionAdmission, memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { type Logger, silentLogger } from '@tarotchat/lambda-kit';
import { connectionIdSchema, serverEventSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './fixtures/renew-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const pool = aUserPool();
const nowSeconds = Math.floor(Date.now() / 1000);
const verifyAccessToken = accessTokenVerifier({ ...pool, fetchJwks: () => Promise.reject(new Error('offline')) });
const key = {
  userId: userIdSchema.parse(event.requestContext.authorizer.userId),
  connectionId: connectionIdSchema.parse(event.requestContext.connectionId),
};
const noted = {
  ...key,
  tokenFamily: tokenFamilySchema.parse('the-first-login'),
  connectedAtMs: event.requestContext.connectedAt,
  authExpiresAt: nowSeconds + 60,
  expiresAt: nowSeconds + 7_200,
};
const fresh = { sub: key.userId, exp: nowSeconds + 3_600 };

const open = async ({ logger = silentLogger, post }: { logger?: Logger; post?: () => Promise<PostOutcome> } = {}) => {
  const connections = memoryConnectionStore();
  const revocations = memoryRevocationStore();
  const gateway = memoryConnectionGateway(post);
  await connections.add(noted);
  const admission = memoryConnectionAdmission({ connections, revocations });
  const handler = createHandler({ verifyAccessToken, admission, gateway, logger });
  const renew = async (token: string, body = JSON.stringify({ action: 'renewAuth', token })) =>
    serverEventSchema.parse(JSON.parse((await handler({ ...event, body })).body ?? ''));
  return { connections, revocations, gateway, renew };
};

test('a fresh token of the same person renews the connection', async () => {
  const { renew, connections } = await open();

  const frame = await renew(pool.accessToken(fresh));

  expect(frame).toEqual({ type: 'session.renewed', authExpiresAt: fresh.exp });
  expect(await connections.find(key)).toMatchObject({
    authExpiresAt: fresh.exp,
    tokenFamily: 'c0ffee00-0000-4000-8000-000000000001',
  });
});

test('a token that ends sooner is no harm: the answer tells what holds', async () => {
  const { renew, connections } = await open();

  const frame = await renew(pool.accessToken({ ...fresh, exp: nowSeconds + 30 }));

  expect(frame).toEqual({ type: 'session.renewed', authExpiresAt: noted.authExpiresAt });
  expect(await connections.find(key)).toEqual(noted);
});

test('a token of another person is refused, and the connection is closed after it was told why', async () => {
  const { renew, connections, gateway } = await open();

  const frame = await renew(pool.accessToken({ ...fresh, sub: 'somebody-else' }));

  expect(frame).toMatchObject({ type: 'error', code: 'WRONG_USER' });
  expect(gateway.received(key.connectionId)).toEqual([frame]);
  expect(gateway.closed).toEqual([key.connectionId]);
  expect(await connections.find(key)).toEqual(noted);
});

test('the connection of the wrong person is closed even where it cannot be told', async () => {
  const { renew, gateway } = await open({ post: () => Promise.reject(new Error('socket hang up')) });

  await renew(pool.accessToken({ ...fresh, sub: 'somebody-else' }));

  expect(gateway.closed).toEqual([key.connectionId]);
});

test.each([
  ['that has expired', pool.accessToken({ ...fresh, exp: nowSeconds - 1 }), 'AUTH_EXPIRED'],
  ['of another client', pool.accessToken({ ...fresh, client_id: 'other' }), 'UNAUTHENTICATED'],
  ['that is an ID token', pool.idToken({ sub: key.userId }), 'UNAUTHENTICATED'],
  ['of another pool', aUserPool({ kid: 'other' }).accessToken(fresh), 'UNAUTHENTICATED'],
  ['that is none', 'nonsense', 'UNAUTHENTICATED'],
])('a token %s renews nothing, and the connection stays open', async (_, token, code) => {
  const { renew, connections, gateway } = await open();

  expect(await renew(token)).toMatchObject({ type: 'error', code });
  expect(await connections.find(key)).toEqual(noted);
  expect(gateway.closed).toEqual([]);
});

test('a token of a signed-out login renews nothing', async () => {
  const { renew, connections, revocations } = await open();
  await revocations.cutOff(key.userId, { atSeconds: nowSeconds, untilSeconds: nowSeconds + 600 });

  expect(await renew(pool.accessToken(fresh))).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await connections.find(key)).toEqual(noted);
});

test('a connection that is no longer noted is told to connect again', async () => {
  const { renew, connections } = await open();
  await connections.remove(key);

  expect(await renew(pool.accessToken(fresh))).toMatchObject({ code: 'AUTH_EXPIRED' });
});

test.each(['', '{"action":"renewAuth"}', `{"action":"renewAuth","token":"${'a'.repeat(9_000)}"}`])(
  'a malformed message is a typed error',
  async (body) => {
    const { renew } = await open();

    const frame = await renew('', body);

    expect(frame.type).toBe('error');
    expect(JSON.stringify(frame)).toMatch(/INVALID_JSON|INVALID_FIELD|MESSAGE_TOO_LARGE/);
  },
);

test('the log shows no part of a token', async () => {
  const lines: string[] = [];
  const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const { renew } = await open({ logger: { info: write, warn: write, error: write } });
  const token = pool.accessToken({ ...fresh, sub: 'somebody-else' });

  await renew(token);
  await renew(`${token}x`);

  expect(lines).toHaveLength(2);
  expect(lines.join()).toContain(key.connectionId);
  for (const part of token.split('.')) expect(lines.join()).not.toContain(part);
});
