const longest = 60;

/**
 * A question as a letter may quote it: one line, at most 60 characters as a reader counts them,
 * without control characters and without quotation marks that would end the quotation early.
 */
export const quotedQuestion = (question: string): string => {
  const line = question
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/["“”„«»]/gu, '')
    .trim();
  // A flag or a family of emoji is several code points: cutting inside of it would leave debris.
  const characters = [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(line)].map(
    ({ segment }) => segment,
  );
  return characters.length <= longest ? line : `${characters.slice(0, longest).join('').trimEnd()}…`;
};
