/** Time as {@link coalesce} sees it. */
export type CoalesceDeps = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
};

export type CoalesceLimits = {
  /** From one frame to the next at least. */
  readonly intervalMs: number;
  /** UTF-16 code units of one frame at most. */
  readonly maxCharacters: number;
};

type Inflow = { pending: string; ended: boolean; failure?: { readonly error: unknown }; wake: () => void };

/**
 * Gathers a model's many small pieces into few frames: the first text at once, then at most one frame an interval.
 * The frames put together are the pieces put together; empty frames do not occur. A failure of the source is thrown
 * as soon as it is met, without the text that waits. Measured: a post for each piece queues behind bursts and is slower.
 */
export const coalesce = (deps: CoalesceDeps, limits: CoalesceLimits) =>
  async function* (source: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    const inflow: Inflow = { pending: '', ended: false, wake: () => {} };
    void pump(source, inflow);
    let nextFrameAtMs = Number.NEGATIVE_INFINITY;
    try {
      while (true) {
        await untilText(inflow);
        const waitMs = nextFrameAtMs - deps.now();
        if (waitMs > 0 && inflow.pending !== '') await deps.sleep(waitMs);
        if (inflow.failure) throw inflow.failure.error;
        if (inflow.pending === '') return;

        const frame = inflow.pending.slice(0, limits.maxCharacters);
        inflow.pending = inflow.pending.slice(frame.length);
        nextFrameAtMs = deps.now() + limits.intervalMs;
        yield frame;
      }
    } finally {
      // Nobody reads on: the pump stops at the next piece.
      inflow.ended = true;
    }
  };

/** Reads the source as fast as it comes; never rejects, the failure is kept for the reader. */
const pump = async (source: AsyncIterable<string>, inflow: Inflow): Promise<void> => {
  try {
    for await (const text of source) {
      if (inflow.ended) return;
      inflow.pending += text;
      inflow.wake();
    }
  } catch (error) {
    inflow.failure = { error };
  }
  inflow.ended = true;
  inflow.wake();
};

const untilText = (inflow: Inflow): Promise<void> =>
  new Promise((resolve) => {
    inflow.wake = () => {
      if (inflow.pending !== '' || inflow.ended) resolve();
    };
    inflow.wake();
  });
