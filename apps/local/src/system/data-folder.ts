import { mkdir, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../terraform/document.ts';

/** Where everything that a run keeps lies. */
export type DataFolder = {
  readonly folder: string;
  readonly databaseFile: string;
  /** What waited in the queues when the last run ended. */
  readonly backlogFile: string;
  readonly cognitoFolder: string;
  readonly logFolder: string;
  /** Unpacked bundles of this run. */
  readonly taskFolder: string;
  readonly secretsFile: string;
  /** Lets the folder go, and removes it where it was only for this run. */
  readonly close: () => Promise<void>;
};

/** Everything that a run may have put there; nothing else is ever removed. */
const contents = ['dynamodb', 'cognito', 'logs', 'tasks', 'secrets.json', 'queues.json'] as const;
const lockName = 'run.lock';

/**
 * Opens the data folder for this run alone; without `folder` a temporary one.
 *
 * @throws SetupError where another run has it.
 */
export const openDataFolder = async (options: {
  readonly folder: string | undefined;
  /** Begin empty. */
  readonly fresh: boolean;
}): Promise<DataFolder> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'tarotchat-')));
  await makeFolder(folder);
  const lock = join(folder, lockName);
  await takeLock(lock, folder);
  try {
    const stale = options.fresh ? contents : (['tasks'] as const);
    await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
    for (const name of ['dynamodb', 'cognito', 'logs', 'tasks']) await makeFolder(join(folder, name));
  } catch (error) {
    await unlink(lock);
    throw error;
  }
  return {
    folder,
    databaseFile: join(folder, 'dynamodb', 'tables.sqlite'),
    backlogFile: join(folder, 'queues.json'),
    cognitoFolder: join(folder, 'cognito'),
    logFolder: join(folder, 'logs'),
    taskFolder: join(folder, 'tasks'),
    secretsFile: join(folder, 'secrets.json'),
    close: () => (options.folder === undefined ? rm(folder, { recursive: true, force: true }) : unlink(lock)),
  };
};

// Keys and what people wrote lie there: for its owner only.
const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new SetupError(`the data folder ${folder} cannot be made: choose another with --data`, { cause });
  }
};

const takeLock = async (lock: string, folder: string): Promise<void> => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      return await writeFile(lock, String(process.pid), { flag: 'wx' });
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) {
        throw new SetupError(`the data folder ${folder} cannot be written: choose another with --data`, { cause });
      }
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isAlive(owner)) {
      throw new SetupError(
        `the data folder ${folder} is in use by process ${owner}: stop it, or choose another with --data`,
      );
    }
    // Its owner was killed.
    await rm(lock, { force: true });
  }
  throw new SetupError(`the data folder ${folder} is in use: stop the other run, or choose another with --data`);
};

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
