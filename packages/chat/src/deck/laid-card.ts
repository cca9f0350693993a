import { CodedError } from '@tarotchat/errors';
import type { DrawnCard, Language, SpreadId } from '@tarotchat/protocol';
import type { Card, CardSide } from './card.ts';
import { cardById } from './deck.ts';
import { type PositionText, positionById } from './spread.ts';

/** A drawn card with all that the deck knows of it and of its place, in the language of the reading. */
export type LaidCard = {
  readonly drawn: DrawnCard;
  readonly card: Card;
  /** What it says in the orientation in which it lies. */
  readonly side: CardSide;
  readonly position: PositionText;
};

/**
 * Looks up the cards of a spread as they were drawn and recorded.
 *
 * @throws CodedError `READING_FAILED` where the deck or the spread has no such card or place.
 */
export const layOut = (spreadId: SpreadId, language: Language, cards: readonly DrawnCard[]): LaidCard[] =>
  cards.map((drawn) => {
    const card = cardById(drawn.cardId);
    const position = positionById(spreadId, drawn.position);
    if (!card || !position) {
      const missing = card ? `place "${drawn.position}" in ${spreadId}` : `card "${drawn.cardId}"`;
      throw new CodedError('READING_FAILED', {}, { cause: new Error(`There is no ${missing}.`) });
    }
    return { drawn, card, side: card[language][drawn.orientation], position: position[language] };
  });
