import { limits } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { messagePosition } from './message-position.ts';
import { readMessageCursor, readSessionCursor, writeCursor } from './page-cursor.ts';
import { aMessageId, aReplyJob } from './testing/a-reply-job.ts';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a cursor gives back the place it was written for, and fits the protocol', () => {
  const { sessionId } = aReplyJob();
  const position = messagePosition(aMessageId(7), 'reply');

  expect(readSessionCursor(writeCursor(sessionId))).toBe(sessionId);
  expect(readMessageCursor(writeCursor(position))).toBe(position);
  expect(writeCursor(position).length).toBeLessThan(limits.cursorCharacters);
});

test.each([
  ['nothing', ''],
  ['no base64url', 'not a cursor!'],
  ['no JSON', Buffer.from('{"after"').toString('base64url')],
  ['null', encoded(null)],
  ['no place', encoded({})],
  ['a place of another list', encoded({ after: `${aMessageId(1)}#reply` })],
  ['a place that is no ULID', encoded({ after: 'user#session' })],
  ['a partition beside the place', encoded({ after: aMessageId(1), partition: 'somebody-else' })],
  ['other white space', Buffer.from(`{ "after": "${aMessageId(1)}" }`).toString('base64url')],
  ['padding', Buffer.from(JSON.stringify({ after: aMessageId(1) })).toString('base64')],
  ['characters that decoders skip', `${encoded({ after: aMessageId(1) })}\n`],
  ['too much', 'A'.repeat(600)],
])('a cursor of sessions that holds %s is refused', (_, cursor) => {
  expect(() => readSessionCursor(cursor)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
});

test('a cursor of sessions is none of messages', () => {
  expect(() => readMessageCursor(writeCursor(aReplyJob().sessionId))).toThrow(
    expect.objectContaining({ code: 'INVALID_CURSOR' }),
  );
});
