import { setTimeout } from 'node:timers/promises';
import type { ReadingModel } from '../reading-model.ts';
import { composeLetter } from './compose-letter.ts';

/** Waits; rejects as soon as the signal is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;

/** How fast the offline reader writes. */
export type OfflineReaderOptions = {
  /** Milliseconds between two words: 25 unless given, 0 for all at once. */
  readonly delayMs?: number;
  /** A timer, for tests. */
  readonly sleep?: Sleep;
};

const nodeSleep: Sleep = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

/**
 * A reading model that needs no network: it composes each reading from the deck's own meanings, the same
 * for the same request, and writes it word by word with the spaces kept.
 * An aborted reading throws the signal's reason.
 */
export const offlineReader = ({ delayMs = 25, sleep = nodeSleep }: OfflineReaderOptions = {}): ReadingModel => ({
  async *read(request) {
    const { signal } = request;
    signal?.throwIfAborted();

    for (const [index, word] of words(composeLetter(request)).entries()) {
      if (index > 0 && delayMs > 0) await sleep(delayMs, signal).catch(rethrow(signal));
      signal?.throwIfAborted();
      yield word;
    }
  },
});

/** Words with the white space that follows them: joined, they are the text again. */
const words = (text: string): string[] => text.match(/^\s+|\S+\s*/g) ?? [];

/** Node's timers reject with an AbortError of their own: the caller's reason is the one to throw. */
const rethrow = (signal: AbortSignal | undefined) => (error: unknown) => {
  signal?.throwIfAborted();
  throw error;
};
