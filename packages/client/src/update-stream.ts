import type { ReplyUpdate } from './reply-progress.ts';

/** A stream for one reader, who may be slower than the writer: of waiting texts only the last is kept. */
export type UpdateStream = {
  readonly updates: AsyncIterableIterator<ReplyUpdate>;
  push(update: ReplyUpdate): void;
  /** Ends the stream after what waits in it. */
  end(): void;
};

/**
 * `onLeave` is called when the reader stops before the end, by `break` or `return`.
 * Written by hand because `return` on a generator waits for a `next` that is under way.
 */
export const createUpdateStream = (onLeave: () => void): UpdateStream => {
  const waiting: ReplyUpdate[] = [];
  let ended = false;
  let wake: (() => void) | undefined;

  const end = () => {
    ended = true;
    wake?.();
  };

  const next = async (): Promise<IteratorResult<ReplyUpdate>> => {
    while (true) {
      const value = waiting.shift();
      if (value) return { done: false, value };
      if (ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    updates: {
      next,
      return: async () => {
        waiting.length = 0;
        onLeave();
        end();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
    push: (update) => {
      if (ended) return;
      if (update.kind === 'text' && waiting.at(-1)?.kind === 'text') waiting.pop();
      waiting.push(update);
      wake?.();
    },
    end,
  };
};
