import { limits } from '@tarotchat/protocol';

/** The title of a session: the beginning of its first question on one line, never cut inside a character. */
export const sessionTitle = (question: string): string => {
  const line = question.trim().replaceAll(/\s+/g, ' ');
  // A character that a person sees is a grapheme: a flag or a family is many code units.
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  if (characters.length <= limits.titleCharacters) return line;
  return `${characters
    .slice(0, limits.titleCharacters - 1)
    .join('')
    .trimEnd()}…`;
};
