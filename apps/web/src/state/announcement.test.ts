import { expect, test } from 'vitest';
import { nextAnnouncement } from './announcement.ts';

test('a paragraph is told when it is whole, and the rest at the end', () => {
  const told: string[] = [];
  let characters = 0;
  for (const [text, done] of [
    ['The Fool', false],
    ['The Fool walks.\n\nHe ', false],
    ['The Fool walks.\n\nHe sings.', false],
    ['The Fool walks.\n\nHe sings.', true],
  ] as const) {
    const next = nextAnnouncement(characters, text, done);
    characters = next.characters;
    if (next.say) told.push(next.say);
  }

  expect(told).toEqual(['The Fool walks.', 'He sings.']);
});

test('a reply that begins again is told from its beginning', () => {
  expect(nextAnnouncement(40, 'New.', true)).toEqual({ characters: 4, say: 'New.' });
});

test('nothing is told twice', () => {
  expect(nextAnnouncement(4, 'New.', true).say).toBe('');
});
