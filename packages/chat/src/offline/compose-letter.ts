import type { Language } from '@tarotchat/protocol';
import { layOut } from '../deck/index.ts';
import type { ReadingRequest } from '../reading-model.ts';
import { hintsAtCrisis, noVerdictNotice, policyTexts } from '../reading-policy.ts';
import { tallyCards } from './card-tally.ts';
import { englishVoice } from './english-voice.ts';
import { koreanVoice } from './korean-voice.ts';
import type { LetterVoice } from './letter-voice.ts';
import { quotedQuestion } from './quoted-question.ts';

const voices: { readonly [language in Language]: LetterVoice } = { ko: koreanVoice, en: englishVoice };

/** From this many cards on, each gets two lines instead of a paragraph. */
const manyCards = 6;

/**
 * Composes a reading from the question, the places and the cards' own meanings; the same request, the same text.
 * The question is quoted and never obeyed. Where it hints at a crisis the text is help lines, and no card is read.
 *
 * @throws CodedError `READING_FAILED` where a card or a place is none of the deck's.
 */
export const composeLetter = (request: ReadingRequest): string => {
  const { question, language, spread } = request;
  if (hintsAtCrisis(question)) return policyTexts[language].helpLines;

  const voice = voices[language];
  const cards = layOut(spread, language, request.cards);
  const [first, last] = [cards[0], cards.at(-1)];
  const read = cards.length >= manyCards ? voice.cardInBrief : voice.card;
  return [
    voice.opening({ quote: quotedQuestion(question), spread, isFollowUp: request.history.length > 0 }),
    ...cards.map((card, index) => read(card, { index, total: cards.length })),
    cards.length === 1 ? first && voice.keepsake(first) : voice.connection(tallyCards(cards)),
    noVerdictNotice(language, question),
    last && voice.closing(last),
  ]
    .filter((paragraph) => paragraph !== undefined)
    .join('\n\n');
};
