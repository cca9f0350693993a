import type { SpreadId } from '@tarotchat/protocol';
import type { LaidCard } from '../deck/index.ts';
import type { CardTally } from './card-tally.ts';

/** How a letter is begun. */
type LetterOpening = {
  /** The question as it may be quoted; empty where nothing of it can be. */
  readonly quote: string;
  readonly spread: SpreadId;
  /** True where the session already has a reading. */
  readonly isFollowUp: boolean;
};

/** Where in the letter a card's paragraph stands. */
type LetterPlace = { readonly index: number; readonly total: number };

/** The paragraphs of a reading in one language. All are functions of the cards alone: the same cards, the same letter. */
export type LetterVoice = {
  readonly opening: (opening: LetterOpening) => string;
  /** Place, card, orientation and the whole meaning. */
  readonly card: (card: LaidCard, place: LetterPlace) => string;
  /** The same in two lines, for a spread of many cards. */
  readonly cardInBrief: (card: LaidCard, place: LetterPlace) => string;
  /** What to keep of a card that lies alone. */
  readonly keepsake: (card: LaidCard) => string;
  /** What the cards say together. */
  readonly connection: (tally: CardTally) => string;
  /** A question for reflection and a farewell. */
  readonly closing: (last: LaidCard) => string;
};
