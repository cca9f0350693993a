import { problem } from '@tarotchat/errors';
import { expect, test } from 'vitest';
import { errorEvent, messageIdSchema, serverEventSchema } from './index.ts';

const messageId = messageIdSchema.parse('01JD0000000000000000000000');

test('an error event survives the wire with all that it tells', () => {
  const event = errorEvent(problem('TOO_MANY_REQUESTS', { retryAfterSeconds: 7 }), { messageId, requestId: 'r-1' });

  const received = serverEventSchema.parse(JSON.parse(JSON.stringify(event)));

  expect(received).toEqual(event);
});

test.each([
  { type: 'reply.delta', sessionId: messageId, messageId, sequence: -1, text: 'x' },
  { type: 'reply.delta', sessionId: messageId, messageId, sequence: 1.5, text: 'x' },
  { type: 'error', code: 'NO_SUCH_CODE', message: 'x' },
  { type: 'reply.unknown' },
])('an event that is not of the protocol is refused: %j', (event) => {
  expect(serverEventSchema.safeParse(event).success).toBe(false);
});
