import { memoryConversationStore } from '@tarotchat/chat/memory';
import { silentLogger } from '@tarotchat/lambda-kit';
import { messageIdSchema, sessionBegunBy, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './delete-session-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const me = userIdSchema.parse(event.requestContext.authorizer.userId);
const messageId = messageIdSchema.parse(event.pathParameters.sessionId);
const sessionId = sessionBegunBy(messageId);

const open = async (owner: typeof me) => {
  const conversations = memoryConversationStore();
  await conversations.claimReply({
    userId: owner,
    sessionId,
    messageId,
    text: 'Shall I?',
    spread: 'one-card',
    language: 'en',
    cards: [],
    askedAtMs: 0,
    nowMs: 0,
  });
  const kindOfMessages = async () =>
    (await conversations.listMessages({ userId: owner, sessionId }, { limit: 9 })).kind;
  return { handler: createHandler({ conversations, logger: silentLogger }), kindOfMessages };
};

test('the caller’s session is deleted, and a repeat finds none', async () => {
  const { handler, kindOfMessages } = await open(me);

  const first = await handler(event);
  const repeat = await handler(event);

  expect(first).toMatchObject({ statusCode: 204, body: '' });
  expect(repeat.statusCode).toBe(404);
  expect(JSON.parse(repeat.body)).toMatchObject({ code: 'SESSION_NOT_FOUND' });
  expect(await kindOfMessages()).toBe('not-found');
});

test('a session of somebody else is not found, and stays', async () => {
  const { handler, kindOfMessages } = await open(userIdSchema.parse('somebody-else'));

  const result = await handler(event);

  expect(result.statusCode).toBe(404);
  expect(await kindOfMessages()).toBe('found');
});

test('a malformed session id is a 400 that names the field', async () => {
  const { handler } = await open(me);

  const result = await handler({ ...event, pathParameters: { sessionId: sessionId.toLowerCase() } });

  expect(result.statusCode).toBe(400);
  expect(JSON.parse(result.body)).toMatchObject({ code: 'INVALID_FIELD', field: 'sessionId' });
});
