import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalSystem, SetupError, startLocalSystem } from '@tarotchat/local';
import type { Stack } from '../stack/read-stack.ts';
import { playsByFunction } from './plays.ts';
import { baseName, type Right, writeMutant } from './rights-of.ts';

/** What became of the stack without one right. */
export type MutantOutcome =
  /** The scenario that failed without it, after the runtime denied the function something. */
  { readonly kind: 'needed'; readonly by: string } | { readonly kind: 'survived' };

/** Runs the plays of the right's function without the right, until one fails. */
export const tryMutant = async (stack: Stack, right: Right): Promise<MutantOutcome> => {
  const { folder, remove } = await writeMutant(stack, right);
  try {
    const system = await startLocalSystem({ stackFolder: folder });
    try {
      return await playWithout(system, right);
    } finally {
      await system.stop();
    }
  } catch (error) {
    // Lambda polls a queue with the function's rights, and makes no mapping without them.
    if (error instanceof SetupError && error.message.includes(`does not allow ${right.action} on`)) {
      return { kind: 'needed', by: 'the queue is polled at all' };
    }
    throw error;
  } finally {
    await remove();
  }
};

const playWithout = async (system: LocalSystem, { functionName }: Right): Promise<MutantOutcome> => {
  for (const play of playsByFunction[functionName] ?? []) {
    system.calls.clear();
    const isDenied = (): boolean =>
      system.calls.all().some((call) => !call.allowed && baseName(call.functionName) === functionName);
    const over = new AbortController();
    const ended = play.act(system).then(
      () => 'well' as const,
      () => 'badly' as const,
    );
    const end = await Promise.race([ended, hangsAfterDenial(isDenied, over.signal)]);
    over.abort();
    // A play that fails for another reason proves nothing.
    if (end !== 'well' && isDenied()) return { kind: 'needed', by: play.title };
  }
  return { kind: 'survived' };
};

/** What does not come within this time of a denial does not come: a reading is over sooner. */
const graceMs = 10_000;

const hangsAfterDenial = async (isDenied: () => boolean, signal: AbortSignal): Promise<'hangs'> => {
  while (!isDenied()) await sleep(100, undefined, { signal });
  await sleep(graceMs, undefined, { signal });
  return 'hangs';
};
