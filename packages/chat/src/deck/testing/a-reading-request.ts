import type { ReadingRequest } from '../../reading-model.ts';
import { drawCards } from '../index.ts';

/** A request with the first cards of the deck, upright; Korean and three cards unless changed. */
export const aReadingRequest = (changes: Partial<ReadingRequest> = {}): ReadingRequest => {
  const { language = 'ko', spread = 'three-cards' } = changes;
  return {
    question: '이직해도 될까요?',
    language,
    spread,
    cards: drawCards(spread, language, () => 0),
    history: [],
    ...changes,
  };
};
