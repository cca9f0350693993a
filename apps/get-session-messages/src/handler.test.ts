import { memoryConversationStore } from '@tarotchat/chat/memory';
import { silentLogger } from '@tarotchat/lambda-kit';
import { messageIdSchema, messagePageSchema, problemSchema, sessionBegunBy, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './get-session-messages-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const me = userIdSchema.parse(event.requestContext.authorizer.userId);
const messageId = messageIdSchema.parse(event.pathParameters.sessionId);
const sessionId = sessionBegunBy(messageId);

const open = () => {
  const conversations = memoryConversationStore();
  const handler = createHandler({ conversations, logger: silentLogger });
  const get = async (query: Record<string, string> | null = null, id: string = sessionId) => {
    const result = await handler({ ...event, pathParameters: { sessionId: id }, queryStringParameters: query });
    return { status: result.statusCode, body: JSON.parse(result.body) };
  };
  const begin = (userId = me) =>
    conversations.claimReply({
      userId,
      sessionId,
      messageId,
      text: 'Shall I?',
      spread: 'one-card',
      language: 'en',
      cards: [],
      askedAtMs: 0,
      nowMs: 0,
    });
  return { conversations, get, begin };
};

test('question and reply come in order, page by page', async () => {
  const { conversations, get, begin } = open();
  await begin();
  await conversations.completeReply({ userId: me, sessionId, messageId, text: 'You shall.' });

  const first = await get({ limit: '1' });
  const { nextCursor = '', ...page } = messagePageSchema.parse(first.body);
  const second = await get({ limit: '1', cursor: nextCursor });

  expect(first.status).toBe(200);
  expect(page).toMatchObject({ sessionId, messages: [{ kind: 'question', text: 'Shall I?' }] });
  expect(messagePageSchema.parse(second.body).messages).toMatchObject([
    { kind: 'reply', status: 'completed', text: 'You shall.' },
  ]);
  expect(second.body).not.toHaveProperty('nextCursor');
});

test('a reply that is being written is there without text', async () => {
  const { get, begin } = open();
  await begin();

  const { body } = await get();

  expect(messagePageSchema.parse(body).messages).toMatchObject([{}, { status: 'writing', text: '' }]);
});

test('a session of somebody else is as little there as none at all', async () => {
  const { get, begin } = open();
  const none = await get();
  await begin(userIdSchema.parse('somebody-else'));

  const theirs = await get();

  expect(theirs.status).toBe(404);
  expect(theirs.body).toMatchObject({ code: 'SESSION_NOT_FOUND' });
  expect(theirs).toEqual(none);
});

test('a malformed session id is a 400 that names the field', async () => {
  const { get } = open();

  const { status, body } = await get(null, 'not-a-ulid');

  expect(status).toBe(400);
  expect(problemSchema.parse(body)).toMatchObject({ code: 'INVALID_FIELD', field: 'sessionId' });
});

test.each([
  [{ limit: '1.5' }, 'INVALID_FIELD'],
  [{ cursor: 'eyJhZnRlciI6ICJ4In0' }, 'INVALID_CURSOR'],
])('the query %j is a 400 with a typed error', async (query, code) => {
  const { get, begin } = open();
  await begin();

  const { status, body } = await get(query);

  expect(status).toBe(400);
  expect(problemSchema.parse(body).code).toBe(code);
});
