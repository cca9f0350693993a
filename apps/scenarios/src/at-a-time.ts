/** Runs what it is given at once, but no more than `count` of it at a time. */
export const atATime = (count: number): (<T>(run: () => Promise<T>) => Promise<T>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (running >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      // Its place is handed on, not given back, where somebody waits.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
