import { expect, test } from 'vitest';
import { sessionTitle } from './session-title.ts';

test('a short question is its own title, on one line', () => {
  expect(sessionTitle(' 올해\n\t운세는  어때요? ')).toBe('올해 운세는 어때요?');
});

test('a long question is cut to sixty characters with an ellipsis, and no emoji is cut in two', () => {
  const family = '👨‍👩‍👧‍👦';

  const title = sessionTitle(family.repeat(61));

  expect(title).toBe(`${family.repeat(59)}…`);
});
