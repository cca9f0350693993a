import { expect, test } from 'vitest';
import { limits, parseSendMessage, utf8Bytes } from './index.ts';

const messageId = '01JD0000000000000000000000';
const frame = (fields: object) =>
  JSON.stringify({ action: 'sendMessage', messageId, text: '올해는 어떨까요?', ...fields });

test('a question is parsed, with the spread and the language that were left away', () => {
  const parsed = parseSendMessage(frame({}));

  expect(parsed).toEqual({
    kind: 'parsed',
    message: { action: 'sendMessage', messageId, text: '올해는 어떨까요?', spread: 'three-cards', language: 'ko' },
  });
});

test.each([
  ['no message id', { messageId: undefined }, 'messageId'],
  ['a message id that is no ULID', { messageId: 'not-a-ulid' }, 'messageId'],
  ['a ULID of more than 128 bits', { messageId: '8ZZZZZZZZZZZZZZZZZZZZZZZZZ' }, 'messageId'],
  ['a ULID in lower case', { messageId: messageId.replace('JD', 'jd') }, 'messageId'],
  ['a malformed session id', { sessionId: '../etc' }, 'sessionId'],
  ['no text', { text: undefined }, 'text'],
  ['an empty text', { text: ' \n\t ' }, 'text'],
  ['a text that is a number', { text: 5 }, 'text'],
  ['an unknown spread', { spread: 'horseshoe' }, 'spread'],
  ['an unknown language', { language: 'xx' }, 'language'],
])('%s is refused and the field is named', (_, fields, field) => {
  const parsed = parseSendMessage(frame(fields));

  expect(parsed).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_FIELD', field } });
  if (parsed.kind === 'refused') expect(parsed.problem.message).toContain(`"${field}"`);
});

test.each(['', '{', 'hello', '{"action":}'])('a body that is not JSON is refused: %s', (body) => {
  expect(parseSendMessage(body)).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_JSON' } });
});

test.each(['null', '[]', '3', '"text"'])('JSON that is no object is refused: %s', (body) => {
  expect(parseSendMessage(body)).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_FIELD', field: 'body' } });
});

test('sizes count in UTF-8 bytes: as many Hangul syllables as Latin letters are too large', () => {
  const latin = 'a'.repeat(limits.textBytes - 1);
  const hangul = '가'.repeat(Math.ceil(limits.textBytes / 3) + 1);

  expect(parseSendMessage(frame({ text: latin })).kind).toBe('parsed');
  expect(hangul.length).toBeLessThan(limits.textBytes);
  expect(parseSendMessage(frame({ text: hangul }))).toMatchObject({
    kind: 'refused',
    messageId,
    problem: { code: 'MESSAGE_TOO_LARGE', field: 'text' },
  });
});

test('a frame that is too large as a whole is refused before it is parsed', () => {
  const body = frame({ padding: 'x'.repeat(limits.clientMessageBytes) });

  expect(utf8Bytes(body)).toBeGreaterThan(limits.clientMessageBytes);
  expect(parseSendMessage(body)).toMatchObject({ kind: 'refused', problem: { code: 'MESSAGE_TOO_LARGE' } });
});

test('a refusal says which question it is about, when that can be read', () => {
  expect(parseSendMessage(frame({ text: '' }))).toMatchObject({ messageId });
  expect(parseSendMessage(frame({ messageId: 'x', text: '' }))).not.toHaveProperty('messageId');
});
