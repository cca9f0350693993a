import { memoryConnectionGateway, memoryConversationStore, scriptedReader } from '@tarotchat/chat/memory';
import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { queues } from '@tarotchat/declarations';
import { type Logger, silentLogger } from '@tarotchat/lambda-kit';
import { connectionIdSchema, sessionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';
import event from './reply-event.json' with { type: 'json' };

const [record] = event.Records;
const userId = userIdSchema.parse('a1b2c3d4-5678-90ab-cdef-111122223333');
const sessionId = sessionIdSchema.parse('01KDYD8G3EM4J5N6P7Q8R9S0T1');
const connectionId = connectionIdSchema.parse('L0SM9cOFvHcCIhw=');
const nowMs = 1_767_323_045_800;
const context = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 60_000 };

const open = async (read: () => Iterable<string>, logger: Logger = silentLogger) => {
  const conversations = memoryConversationStore();
  const connections = memoryConnectionStore();
  const gateway = memoryConnectionGateway();
  const until = nowMs / 1_000 + 3_600;
  await connections.add({
    userId,
    connectionId,
    tokenFamily: tokenFamilySchema.parse('a-family'),
    connectedAtMs: nowMs,
    authExpiresAt: Math.floor(until),
    expiresAt: Math.floor(until),
  });
  const sleeps: number[] = [];
  const handler = createHandler({
    conversations,
    connections,
    cutOffs: { cutOffOf: async () => undefined },
    gateway,
    readingModel: scriptedReader(read),
    drawCards: () => [],
    now: () => nowMs,
    sleep: (milliseconds, signal) => {
      sleeps.push(milliseconds);
      return new Promise((resolve) => signal?.addEventListener('abort', resolve));
    },
    logger,
  });
  const heard = () => gateway.received(connectionId).map(({ type }) => type);
  const stored = () => conversations.listMessages({ userId, sessionId }, { limit: 50 });
  return { handler, heard, stored, sleeps };
};

const received = (times: number, body = record?.body) => ({
  Records: [{ ...record, body, attributes: { ...record?.attributes, ApproximateReceiveCount: String(times) } }],
});

const brokenModel = () => {
  throw new Error('model broke');
};

test('a job becomes a stored reply that its person hears', async () => {
  const { handler, heard, stored } = await open(() => ['The star shines.']);

  await handler(event, context);

  expect(heard()).toEqual(['reply.started', 'reply.delta', 'reply.completed']);
  expect(await stored()).toMatchObject({
    messages: [{ kind: 'question' }, { status: 'completed', text: 'The star shines.' }],
  });
});

test('the reading ends eight seconds before the function would be stopped, the waiting two', async () => {
  const { handler, sleeps } = await open(() => ['The star shines.']);

  await handler(event, context);

  expect(sleeps).toEqual([52_000, 58_000]);
});

test('a failure is thrown for the queue, and only the last receive stores it', async () => {
  const { handler, heard, stored } = await open(brokenModel);

  await expect(handler(received(queues.replies.maxReceiveCount - 1), context)).rejects.toMatchObject({
    code: 'READING_FAILED',
  });
  expect(await stored()).toMatchObject({ messages: [{}, { status: 'writing' }] });

  await expect(handler(received(queues.replies.maxReceiveCount), context)).rejects.toMatchObject({
    code: 'READING_FAILED',
  });
  expect(heard()).toEqual(['reply.started', 'reply.started', 'reply.failed']);
  expect(await stored()).toMatchObject({ messages: [{}, { status: 'failed', errorCode: 'READING_FAILED' }] });
});

test('a job that was redriven after its failure was stored ends quietly', async () => {
  const { handler, heard } = await open(brokenModel);
  await expect(handler(received(queues.replies.maxReceiveCount), context)).rejects.toThrow();

  await handler(received(1), context);

  expect(heard()).toEqual(['reply.started', 'reply.failed']);
});

test.each([
  ['no JSON', 'a secret question'],
  ['no job', '{"text":"a secret question"}'],
])('a body that is %s fails without a word of it in the error', async (_, body) => {
  const { handler } = await open(() => []);

  const failure = await handler(received(1, body), context).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(Error);
  expect(String(failure)).not.toContain('secret');
});

test('the log tells ids and counts, and no word of question or reply', async () => {
  const lines: string[] = [];
  const note = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const { handler } = await open(() => ['The star shines.'], { info: note, warn: note, error: note });

  await handler(event, context);

  expect(lines.join()).toContain(sessionId);
  expect(lines.join()).not.toMatch(/star|봄|a1b2c3d4/);
});

test('every line names the invocation and the request that brought the question', async () => {
  const lines: string[] = [];
  const note = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const { handler } = await open(() => ['The star shines.'], { info: note, warn: note, error: note });
  const job = { ...JSON.parse(record?.body ?? ''), correlationId: 'L0SM9GL3vHcFzmA=' };

  await handler(received(1, JSON.stringify(job)), context);

  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"requestId":"invocation-1","correlationId":"L0SM9GL3vHcFzmA="');
});
