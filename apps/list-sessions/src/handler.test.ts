import { memoryConversationStore } from '@tarotchat/chat/memory';
import { silentLogger } from '@tarotchat/lambda-kit';
import { messageIdSchema, problemSchema, sessionBegunBy, sessionPageSchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';
import event from './list-sessions-event.json' with { type: 'json' };

const me = userIdSchema.parse(event.requestContext.authorizer.userId);
const ids = [1, 2, 3].map((n) => messageIdSchema.parse(`01KDYD8G3EM4J5N6P7Q8R9S0T${n}`));

const open = () => {
  const conversations = memoryConversationStore();
  const handler = createHandler({ conversations, logger: silentLogger });
  const get = async (query: Record<string, string> | null = null) => {
    const result = await handler({ ...event, queryStringParameters: query });
    return { status: result.statusCode, body: JSON.parse(result.body) };
  };
  const begin = (messageId: (typeof ids)[number], userId = me) =>
    conversations.claimReply({
      userId,
      sessionId: sessionBegunBy(messageId),
      messageId,
      text: `question of ${messageId}`,
      spread: 'one-card',
      language: 'en',
      cards: [],
      askedAtMs: 0,
      nowMs: 0,
    });
  return { get, begin };
};

test('the caller’s own sessions come newest first, page by page', async () => {
  const { get, begin } = open();
  for (const id of ids) await begin(id);
  await begin(messageIdSchema.parse('01KDYD8G3EM4J5N6P7Q8R9S0T9'), userIdSchema.parse('somebody-else'));

  const first = await get({ limit: '2' });
  const { nextCursor = '', ...page } = sessionPageSchema.parse(first.body);
  const second = await get({ limit: '2', cursor: nextCursor });

  expect(first.status).toBe(200);
  expect(page.sessions.map(({ sessionId }) => sessionId)).toEqual([ids[2], ids[1]]);
  expect(sessionPageSchema.parse(second.body)).toMatchObject({ sessions: [{ sessionId: ids[0] }] });
  expect(second.body).not.toHaveProperty('nextCursor');
});

test('somebody without sessions gets an empty list', async () => {
  const { get } = open();

  expect(await get()).toEqual({ status: 200, body: { sessions: [] } });
});

test.each([
  [{ limit: '0' }, 'INVALID_FIELD', 'limit'],
  [{ limit: '51' }, 'INVALID_FIELD', 'limit'],
  [{ cursor: 'made-up' }, 'INVALID_CURSOR', undefined],
  [{ cursor: '' }, 'INVALID_CURSOR', undefined],
])('the query %j is a 400 with a typed error', async (query, code, field) => {
  const { get } = open();

  const { status, body } = await get(query);

  expect(status).toBe(400);
  expect(problemSchema.parse(body)).toMatchObject({ code, ...(field && { field }) });
});

test('without the authorizer’s word nobody is served', async () => {
  const handler = createHandler({ conversations: memoryConversationStore(), logger: silentLogger });

  const result = await handler({ ...event, requestContext: { ...event.requestContext, authorizer: null } });

  expect(result.statusCode).toBe(401);
  expect(JSON.parse(result.body)).toMatchObject({ code: 'UNAUTHENTICATED' });
});
