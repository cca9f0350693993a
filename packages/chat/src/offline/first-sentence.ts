/** The first sentence of a card's meaning, which has two. */
export const firstSentence = (meaning: string): string => meaning.split(/(?<=[.?!])\s/, 1)[0] ?? meaning;
