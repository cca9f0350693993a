import { readdir, readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LocalSystem } from '@tarotchat/local';

/** How much memory a running system takes. */
export type MemorySample = {
  /** The runtime's own heap after a collection, in megabytes. */
  readonly runtimeMegabytes: number;
  /** Resident memory of the largest process of each function, in megabytes; empty where there is no /proc. */
  readonly functionMegabytes: Readonly<Record<string, number>>;
};

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Samples the runtime, which lives in this very process, and the processes of its functions. */
export const memoryOf = async (system: LocalSystem): Promise<MemorySample> => {
  if (typeof collectGarbage === 'function') collectGarbage();
  const functionMegabytes: Record<string, number> = {};
  for (const pid of await readdir('/proc').catch(() => [])) {
    const [functionName, megabytes] = await functionProcess(system, pid);
    if (functionName === undefined) continue;
    functionMegabytes[functionName] = Math.max(functionMegabytes[functionName] ?? 0, megabytes);
  }
  return { runtimeMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6), functionMegabytes };
};

/** Its command line names the folder of its bundle, which is this system's alone. */
const functionProcess = async (system: LocalSystem, pid: string): Promise<[string | undefined, number]> => {
  if (!/^\d+$/.test(pid)) return [undefined, 0];
  const [command, status] = await Promise.all(
    ['cmdline', 'status'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
  );
  const [, rest] = command?.split(`${system.dataFolder}/tasks/`) ?? [];
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1] ?? 0);
  return [rest?.split('/')[0], Math.round(kilobytes / 1_000)];
};
