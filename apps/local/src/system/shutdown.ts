/** What has to end when the system does, in reverse order of its start. */
export type Shutdown = {
  readonly later: (end: () => void | Promise<void>) => void;
  readonly run: () => Promise<void>;
};

/** Starts with nothing to end. An end that fails does not keep the others from ending. */
export const createShutdown = (): Shutdown => {
  const ends: (() => void | Promise<void>)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let end = ends.pop(); end; end = ends.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything ended as it should');
  };
  return {
    later: (end) => {
      ends.push(end);
    },
    run: () => {
      running ??= runAll();
      return running;
    },
  };
};
