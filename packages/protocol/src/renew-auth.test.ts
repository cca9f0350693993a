import { expect, test } from 'vitest';
import { limits, parseRenewAuth } from './index.ts';

test('a renewal brings its token', () => {
  expect(parseRenewAuth('{"action":"renewAuth","token":"a.b.c"}')).toEqual({ kind: 'parsed', token: 'a.b.c' });
});

test.each([
  ['no token', '{"action":"renewAuth"}'],
  ['an empty token', '{"action":"renewAuth","token":""}'],
  ['a token that is no text', '{"action":"renewAuth","token":{"a":1}}'],
])('%s is refused and the field is named', (_, body) => {
  expect(parseRenewAuth(body)).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_FIELD', field: 'token' } });
});

test('what is no JSON is refused, without a word of it', () => {
  const parsed = parseRenewAuth('{"action":"renewAuth","token":"secret');

  expect(parsed).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_JSON' } });
  expect(JSON.stringify(parsed)).not.toContain('secret');
});

test('the longest token of a handshake is taken, a longer message is not', () => {
  const renewal = (length: number) => JSON.stringify({ action: 'renewAuth', token: 'a'.repeat(length) });

  expect(parseRenewAuth(renewal(limits.accessTokenBytes)).kind).toBe('parsed');
  expect(parseRenewAuth(renewal(limits.renewMessageBytes))).toMatchObject({ problem: { code: 'MESSAGE_TOO_LARGE' } });
});
