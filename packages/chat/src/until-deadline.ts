/** Time as {@link untilDeadline} sees it. */
export type DeadlineDeps = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after the time, or at once when the signal is aborted; never rejects. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
};

/**
 * Passes a stream on and throws once the deadline is there, even where the source hangs. The signal that `open` gets
 * is aborted when nobody reads any more: at the deadline, at the end, after a failure.
 *
 * @throws Error `the deadline has passed`
 */
export const untilDeadline = async function* (
  deps: DeadlineDeps,
  deadlineMs: number,
  open: (signal: AbortSignal) => AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  const aborter = new AbortController();
  const deadline = deps.sleep(Math.max(0, deadlineMs - deps.now()), aborter.signal).then(() => 'deadline' as const);
  const pieces = open(aborter.signal)[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = pieces.next();
      const first = await Promise.race([next, deadline]);
      if (first === 'deadline') {
        // It may still fail, now that it is aborted, and nobody listens.
        next.catch(() => {});
        throw new Error('the deadline has passed');
      }
      if (first.done) return;
      yield first.value;
    }
  } finally {
    aborter.abort();
    // Closes the source; one that hangs is not waited for.
    void Promise.resolve(pieces.return?.()).catch(() => {});
  }
};
