import { setImmediate as untilIdle } from 'node:timers/promises';

type Timer = { readonly atMs: number; readonly fire: () => void };

/** Time that passes only while {@link VirtualClock.run} waits for work: exact, and as fast as the machine. */
export type VirtualClock = {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Lets timers fire, one after the other, until the work has settled. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
};

export const virtualClock = (startMs: number): VirtualClock => {
  let nowMs = startMs;
  let timers: Timer[] = [];
  return {
    now: () => nowMs,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer = { atMs: nowMs + milliseconds, fire: resolve };
        timers.push(timer);
        signal?.addEventListener('abort', () => {
          timers = timers.filter((other) => other !== timer);
          resolve();
        });
      }),
    run: async (work) => {
      let settled = false;
      const done = () => {
        settled = true;
      };
      work.then(done, done);
      while (true) {
        await untilIdle();
        if (settled) return work;
        const next = timers.toSorted((one, other) => one.atMs - other.atMs)[0];
        if (!next) throw new Error('the work waits for something that is not a timer');
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.fire();
      }
    },
  };
};
