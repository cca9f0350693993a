import { expect, test } from 'vitest';
import { sendsQuestion } from './sends-question.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

test('Enter sends, Shift and Enter make a new line', () => {
  expect(sendsQuestion(enter)).toBe(true);
  expect(sendsQuestion({ ...enter, shiftKey: true })).toBe(false);
  expect(sendsQuestion({ ...enter, key: 'a', keyCode: 65 })).toBe(false);
});

test('the Enter that ends the composing of a syllable sends nothing', () => {
  expect(sendsQuestion({ ...enter, isComposing: true })).toBe(false);
  expect(sendsQuestion({ ...enter, keyCode: 229 })).toBe(false);
});
