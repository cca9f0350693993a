/** Time as the gateway, the login and the reaper see it: real, plus what tests have moved it on by. */
export type Clock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Moves time on, and lets everything that has become due happen before it resolves. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Calls `listener` once a second and after each move; the answer ends that. */
  readonly onTick: (listener: () => void | Promise<void>) => () => void;
  readonly stop: () => void;
};

/** Starts a clock. The functions' own `Date` cannot be moved: they are processes of their own. */
export const startClock = (): Clock => {
  const listeners = new Set<() => void | Promise<void>>();
  let offsetMs = 0;
  const tick = async (): Promise<void> => {
    await Promise.all([...listeners].map((listener) => listener()));
  };
  const timer = setInterval(() => void tick(), 1000);
  timer.unref();

  return {
    now: () => Date.now() + offsetMs,
    advance: async (milliseconds) => {
      offsetMs += milliseconds;
      await tick();
    },
    onTick: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => clearInterval(timer),
  };
};
