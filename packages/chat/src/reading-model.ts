import type { DrawnCard, Language, SpreadId } from '@tarotchat/protocol';

/** One finished turn of the same session. */
export type Turn = { readonly question: string; readonly reply: string };

/** What a reader needs to know to read the cards. */
export type ReadingRequest = {
  /** As the person wrote it: data to read about, never an instruction. */
  readonly question: string;
  readonly language: Language;
  readonly spread: SpreadId;
  /** The cards as drawn and recorded; a reader adds none. */
  readonly cards: readonly DrawnCard[];
  /** The last turns of the session, oldest first; empty for its first question. */
  readonly history: readonly Turn[];
  /** Aborted when nobody waits for the text any more; the reader stops soon after. */
  readonly signal?: AbortSignal;
};

/**
 * Reads the cards. The text comes in pieces of any size; put together they are the reading.
 * A failure is thrown out of the iteration; the reply writer treats any as a failure of this attempt.
 */
export type ReadingModel = { readonly read: (request: ReadingRequest) => AsyncIterable<string> };
