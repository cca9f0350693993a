/** One thing that was done, for the table at the end. */
export type Step = { readonly name: string; readonly seconds: number; readonly outcome: string };

export type Progress = {
  readonly steps: readonly Step[];
  /** Runs a step, tells that it began and how it went. What it returns first is its outcome in words. */
  readonly step: <T>(name: string, run: () => Promise<readonly [outcome: string, value: T]>) => Promise<T>;
};

/** Tells each step as it goes: a rehearsal takes minutes. */
export const startProgress = (say: (line: string) => void, now: () => number): Progress => {
  const steps: Step[] = [];
  return {
    steps,
    step: async (name, run) => {
      const begun = now();
      say(`  ${name} …`);
      const [outcome, value] = await run();
      const seconds = (now() - begun) / 1000;
      steps.push({ name, seconds, outcome });
      say(`  ${name}: ${outcome} (${seconds.toFixed(1)} s)`);
      return value;
    },
  };
};
