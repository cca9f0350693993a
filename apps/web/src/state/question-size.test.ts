import { expect, test } from 'vitest';
import { questionSize } from './question-size.ts';

test('sizes count in bytes: a Hangul syllable is three', () => {
  expect(questionSize('가'.repeat(1_333))).toEqual({ bytesLeft: 1, near: true, tooLarge: false });
  expect(questionSize('가'.repeat(1_334))).toEqual({ bytesLeft: -2, near: true, tooLarge: true });
});

test('far from the limit nobody needs a counter', () => {
  expect(questionSize('오늘은?').near).toBe(false);
});
