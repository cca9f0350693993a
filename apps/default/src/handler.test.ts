import { silentLogger } from '@tarotchat/lambda-kit';
import { serverEventSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './default-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const send = async (body: string | null) => {
  const result = await createHandler({ logger: silentLogger })({ ...event, body });
  return { status: result.statusCode, frame: serverEventSchema.parse(JSON.parse(result.body ?? '')) };
};

test('an unknown action is answered with the known ones', async () => {
  const { status, frame } = await send(event.body);

  expect(status).toBe(200);
  expect(frame).toEqual({
    type: 'error',
    code: 'UNKNOWN_ACTION',
    field: 'action',
    message: 'This action is not known. "action" must be one of "sendMessage", "renewAuth", "ping".',
    requestId: event.requestContext.requestId,
  });
});

test.each([
  ['nothing', null, 'INVALID_JSON', undefined],
  ['no JSON', 'hello', 'INVALID_JSON', undefined],
  ['an object without action', '{}', 'INVALID_FIELD', 'action'],
  ['an action that is no text', '{"action":{"a":1}}', 'INVALID_FIELD', 'action'],
  ['an empty action', '{"action":""}', 'INVALID_FIELD', 'action'],
  ['null', 'null', 'INVALID_FIELD', 'action'],
  ['a list', '[]', 'INVALID_FIELD', 'action'],
  ['too much', `{"action":"${'별'.repeat(2_800)}"}`, 'MESSAGE_TOO_LARGE', undefined],
])('%s is answered with a typed error', async (_, body, code, field) => {
  const { status, frame } = await send(body);

  expect(status).toBe(200);
  expect(frame).toMatchObject({ type: 'error', code, ...(field && { field }) });
});

test('an unknown action is not repeated in the answer', async () => {
  const { frame } = await send('{"action":"<script>"}');

  expect(JSON.stringify(frame)).not.toContain('script');
});
