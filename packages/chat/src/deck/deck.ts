import type { Card, CardData, Suit } from './card.ts';
import cups from './cups.json' with { type: 'json' };
import majorArcana from './major-arcana.json' with { type: 'json' };
import pentacles from './pentacles.json' with { type: 'json' };
import swords from './swords.json' with { type: 'json' };
import wands from './wands.json' with { type: 'json' };

const majors = (cards: readonly CardData[]): Card[] => cards.map((card) => ({ ...card, arcana: 'major' }));
const minors = (suit: Suit, cards: readonly CardData[]): Card[] =>
  cards.map((card) => ({ ...card, arcana: 'minor', suit }));

/**
 * The 78 cards in the order of a new deck: major arcana, wands, cups, swords, pentacles.
 * A test checks the data against its schema, so that a cold start need not.
 */
export const deck: readonly Card[] = [
  ...majors(majorArcana.cards),
  ...minors('wands', wands.cards),
  ...minors('cups', cups.cards),
  ...minors('swords', swords.cards),
  ...minors('pentacles', pentacles.cards),
];

const cardsById: ReadonlyMap<string, Card> = new Map(deck.map((card) => [card.id, card]));

/** The card with this slug, such as `the-fool`; `undefined` where the deck has none. */
export const cardById = (cardId: string): Card | undefined => cardsById.get(cardId);
