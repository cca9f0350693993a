import { expect, test } from 'vitest';
import { quotedQuestion } from './quoted-question.ts';

test('a question becomes one line without quotation marks and control characters', () => {
  expect(quotedQuestion('  "지금"이\n\n맞을까요?\u0007 ')).toBe('지금이 맞을까요?');
});

test('a long question is cut at 60 characters as a reader counts them', () => {
  const family = '👨‍👩‍👧';

  expect(quotedQuestion(family.repeat(60))).toBe(family.repeat(60));
  expect(quotedQuestion(family.repeat(61))).toBe(`${family.repeat(60)}…`);
});

test('of quotation marks alone nothing is left', () => {
  expect(quotedQuestion(' “” ')).toBe('');
});
