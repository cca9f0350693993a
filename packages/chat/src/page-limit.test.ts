import { expect, test } from 'vitest';
import { readPageLimit } from './page-limit.ts';

test('without a limit a page is as long as the protocol says', () => {
  expect(readPageLimit(undefined)).toBe(50);
});

test.each([
  ['1', 1],
  ['50', 50],
])('a limit of %s is taken', (limit, count) => {
  expect(readPageLimit(limit)).toBe(count);
});

test.each(['', '0', '51', '-1', '1.5', '1e1', ' 5', 'ten', '００5', '99999'])('a limit of "%s" is refused', (limit) => {
  expect(() => readPageLimit(limit)).toThrow(expect.objectContaining({ code: 'INVALID_FIELD' }));
});
