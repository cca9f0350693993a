/** What a screen reader has been told of a growing reading. */
export type Spoken = { readonly characters: number; readonly say: string };

/**
 * The next piece of a growing text to read out: whole paragraphs, never single words, and the rest when it is done.
 * `say` is empty where there is nothing to add yet.
 */
export const nextAnnouncement = (characters: number, text: string, done: boolean): Spoken => {
  // A reply that began again is told from its beginning.
  const from = characters > text.length ? 0 : characters;
  const until = done ? text.length : text.lastIndexOf('\n') + 1;
  if (until <= from) return { characters: from, say: '' };
  return { characters: until, say: text.slice(from, until).trim() };
};
