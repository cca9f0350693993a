import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. @throws Error that names it where it does not within the time. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  { patienceMs = 10_000 }: { readonly patienceMs?: number } = {},
): Promise<void> => {
  const giveUpAtMs = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAtMs) throw new Error(`in vain: ${what}`);
    await sleep(10);
  }
};
