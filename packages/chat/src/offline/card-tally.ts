import type { LaidCard, Suit } from '../deck/index.ts';

/** What the cards of one reading have in common. */
export type CardTally = {
  readonly total: number;
  readonly majors: number;
  readonly reversed: number;
  /** The suit with the most cards, where it has at least two and no other has as many. */
  readonly leading?: { readonly suit: Suit; readonly count: number };
};

/** Counts the cards of a reading. */
export const tallyCards = (cards: readonly LaidCard[]): CardTally => {
  const suits = new Map<Suit, number>();
  for (const { card } of cards) if (card.arcana === 'minor') suits.set(card.suit, (suits.get(card.suit) ?? 0) + 1);
  const [first, second] = [...suits].toSorted(([, one], [, other]) => other - one);
  const leads = first && first[1] >= 2 && first[1] > (second?.[1] ?? 0);
  return {
    total: cards.length,
    majors: cards.filter(({ card }) => card.arcana === 'major').length,
    reversed: cards.filter(({ drawn }) => drawn.orientation === 'reversed').length,
    ...(leads && { leading: { suit: first[0], count: first[1] } }),
  };
};
