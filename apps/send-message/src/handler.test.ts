import type { ReplyQueue } from '@tarotchat/chat';
import { memoryReplyQueue } from '@tarotchat/chat/memory';
import type { Connection, ConnectionStore } from '@tarotchat/connection-store';
import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { silentLogger } from '@tarotchat/lambda-kit';
import { connectionIdSchema, serverEventSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';
import event from './send-message-event.json' with { type: 'json' };

const nowMs = event.requestContext.requestTimeEpoch;
const messageId = '01KDYD8G3EM4J5N6P7Q8R9S0T1';
const question = { action: 'sendMessage', messageId, text: '언제 좋아질까요?' };

/** An unexpired caller costs no read. */
const noRead = { find: () => Promise.reject(new Error('nobody should look')) };

const send = async (
  body: string,
  {
    queue = memoryReplyQueue(),
    connections = noRead,
    atMs = nowMs,
  }: { queue?: ReplyQueue; connections?: Pick<ConnectionStore, 'find'>; atMs?: number } = {},
) => {
  const handler = createHandler({ queue, connections, now: () => atMs, logger: silentLogger });
  const result = await handler({ ...event, body });
  return { status: result.statusCode, frame: serverEventSchema.parse(JSON.parse(result.body ?? '')) };
};

test('a question is queued for its person and accepted under the session that it begins', async () => {
  const queue = memoryReplyQueue();

  const { status, frame } = await send(event.body, { queue });

  expect(status).toBe(200);
  expect(frame).toEqual({ type: 'message.accepted', sessionId: messageId, messageId });
  expect(queue.jobs).toEqual([
    {
      userId: 'a1b2c3d4-5678-90ab-cdef-111122223333',
      sessionId: messageId,
      messageId,
      text: '이번 봄에 새 일을 시작해도 될까요?',
      spread: 'one-card',
      language: 'ko',
      askedAtMs: nowMs,
      correlationId: event.requestContext.requestId,
    },
  ]);
});

test('a follow-up goes to the session that it names', async () => {
  const queue = memoryReplyQueue();
  const sessionId = '01KDYD8G3EM4J5N6P7Q8R9S0T0';

  const { frame } = await send(JSON.stringify({ ...question, sessionId }), { queue });

  expect(frame).toEqual({ type: 'message.accepted', sessionId, messageId });
  expect(queue.jobs).toMatchObject([{ sessionId, messageId }]);
});

test('a repeat gets the same answer and starts nothing', async () => {
  const queue = memoryReplyQueue();
  const first = await send(event.body, { queue });

  const repeat = await send(event.body, { queue });

  expect(repeat).toEqual(first);
  expect(queue.jobs).toHaveLength(1);
});

test('a userId inside the message does not speak for its owner', async () => {
  const queue = memoryReplyQueue();

  await send(JSON.stringify({ ...question, userId: 'somebody-else' }), { queue });

  expect(queue.jobs).toMatchObject([{ userId: 'a1b2c3d4-5678-90ab-cdef-111122223333' }]);
});

test.each([
  ['no JSON', '{"action":', { code: 'INVALID_JSON' }],
  ['JSON that is no object', '"sendMessage"', { code: 'INVALID_FIELD' }],
  [
    'no messageId',
    JSON.stringify({ ...question, messageId: undefined }),
    { code: 'INVALID_FIELD', field: 'messageId' },
  ],
  [
    'a malformed ULID',
    JSON.stringify({ ...question, messageId: '123' }),
    { code: 'INVALID_FIELD', field: 'messageId' },
  ],
  [
    'a malformed session',
    JSON.stringify({ ...question, sessionId: 'x' }),
    { code: 'INVALID_FIELD', field: 'sessionId', messageId },
  ],
  ['an empty text', JSON.stringify({ ...question, text: '  ' }), { code: 'INVALID_FIELD', field: 'text', messageId }],
  [
    'an unknown spread',
    JSON.stringify({ ...question, spread: 'two' }),
    { code: 'INVALID_FIELD', field: 'spread', messageId },
  ],
  [
    'a text over the limit',
    JSON.stringify({ ...question, text: '별'.repeat(1_334) }),
    { code: 'MESSAGE_TOO_LARGE', field: 'text', messageId },
  ],
  ['a message over the limit', JSON.stringify({ ...question, text: 'x'.repeat(9_000) }), { code: 'MESSAGE_TOO_LARGE' }],
])('%s is answered with a typed error, and nothing is queued', async (_, body, expected) => {
  const queue = memoryReplyQueue();

  const { status, frame } = await send(body, { queue });

  expect(status).toBe(200);
  expect(frame).toMatchObject({ type: 'error', requestId: event.requestContext.requestId, ...expected });
  expect(queue.jobs).toEqual([]);
});

const authExpiresAt = Number(event.requestContext.authorizer.authExpiresAt);
const aConnection = (changes: Partial<Connection> = {}) => ({
  userId: userIdSchema.parse(event.requestContext.authorizer.userId),
  connectionId: connectionIdSchema.parse(event.requestContext.connectionId),
  tokenFamily: tokenFamilySchema.parse(event.requestContext.authorizer.tokenFamily),
  connectedAtMs: event.requestContext.connectedAt,
  authExpiresAt,
  expiresAt: authExpiresAt + 3_600,
  ...changes,
});

test('from the second in which the token expires a question is refused', async () => {
  const queue = memoryReplyQueue();
  const connections = memoryConnectionStore();
  await connections.add(aConnection());
  const expiresAtMs = authExpiresAt * 1_000;

  const expired = await send(event.body, { queue, connections, atMs: expiresAtMs });
  const before = await send(event.body, { queue, atMs: expiresAtMs - 1 });

  expect(expired.frame).toMatchObject({ type: 'error', code: 'AUTH_EXPIRED', messageId });
  expect(before.frame).toMatchObject({ type: 'message.accepted' });
  expect(queue.jobs).toHaveLength(1);
});

test('a connection that was renewed speaks until the end of its newer token', async () => {
  const queue = memoryReplyQueue();
  const connections = memoryConnectionStore();
  await connections.add(aConnection({ authExpiresAt: authExpiresAt + 1_000 }));

  const renewed = await send(event.body, { queue, connections, atMs: (authExpiresAt + 999) * 1_000 });
  const expired = await send(event.body, { queue, connections, atMs: (authExpiresAt + 1_000) * 1_000 });

  expect(renewed.frame).toMatchObject({ type: 'message.accepted' });
  expect(expired.frame).toMatchObject({ type: 'error', code: 'AUTH_EXPIRED', messageId });
});

test('a renewal of another connection of the person is no renewal of this one', async () => {
  const connections = memoryConnectionStore();
  const connectionId = connectionIdSchema.parse('another');
  await connections.add(aConnection({ connectionId, authExpiresAt: authExpiresAt + 1_000 }));

  const { frame } = await send(event.body, { connections, atMs: authExpiresAt * 1_000 });

  expect(frame).toMatchObject({ code: 'AUTH_EXPIRED' });
});

test('a queue that fails is an error that tells nothing of itself', async () => {
  const queue: ReplyQueue = { enqueue: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1')) };

  const { frame } = await send(event.body, { queue });

  expect(frame).toMatchObject({ type: 'error', code: 'INTERNAL' });
  expect(JSON.stringify(frame)).not.toContain('ECONNREFUSED');
});
