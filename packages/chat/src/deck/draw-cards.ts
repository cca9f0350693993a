import { randomInt as cryptoRandomInt } from 'node:crypto';
import type { DrawnCard, Language, SpreadId } from '@tarotchat/protocol';
import type { Card } from './card.ts';
import { deck } from './deck.ts';
import { spreadById } from './spread.ts';

/** A source of whole numbers, uniform over 0 to `limit` - 1. */
export type RandomInt = (limit: number) => number;

// Node rejects the biased tail instead of taking a remainder: https://nodejs.org/api/crypto.html#cryptorandomintmin-max-callback
const unpredictable: RandomInt = (limit) => cryptoRandomInt(limit);

/**
 * Deals the cards of a spread from a whole deck: every order of cards is equally likely, none comes twice,
 * and each lies upright or reversed by the toss of a fair coin.
 *
 * @param randomInt cryptographic randomness unless a test brings its own; asked twice a card: which one of
 * those left in the deck, then (of 2) 0 for upright and 1 for reversed.
 * @throws RangeError where `randomInt` answers outside of its limit.
 */
export const drawCards = (
  spreadId: SpreadId,
  language: Language,
  randomInt: RandomInt = unpredictable,
): DrawnCard[] => {
  const left = [...deck];
  return spreadById(spreadId).positions.map((position) => {
    const card = takeOne(left, randomInt);
    return {
      cardId: card.id,
      name: card[language].name,
      orientation: randomInt(2) === 0 ? 'upright' : 'reversed',
      position: position.id,
      positionName: position[language].name,
    };
  });
};

/** One step of Fisher and Yates: strike a card out of those left, and fill its place with the last. */
const takeOne = (left: Card[], randomInt: RandomInt): Card => {
  const index = randomInt(left.length);
  const card = left[index];
  const last = left.pop();
  if (!card || !last) throw new RangeError(`randomInt(${left.length + 1}) answered ${index}`);
  if (card !== last) left[index] = last;
  return card;
};
