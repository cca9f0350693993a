import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';

/** The local runtime as a process of its own, as `pnpm dev` starts it, with everything that it writes. */
export type RuntimeProcess = {
  readonly origin: string;
  readonly webSocketUrl: string;
  readonly dataFolder: string;
  /** Standard output and standard error so far. */
  readonly terminal: () => string;
  /** Ends it as Ctrl-C does, and resolves with what it and its functions have written in all. */
  readonly stop: () => Promise<WrittenLogs>;
};

/** All that was written: the terminal, and a text for each function. */
export type WrittenLogs = { readonly terminal: string; readonly functions: ReadonlyMap<string, string> };

const main = join(import.meta.dirname, '..', '..', '..', 'local', 'src', 'main.ts');

export const startRuntimeProcess = async (): Promise<RuntimeProcess> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tarotchat-secrecy-'));
  const args = ['--disable-warning=ExperimentalWarning', main, '--port', '0', '--data', dataFolder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let terminal = '';
  const hear = (chunk: Buffer): void => {
    terminal += chunk.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const addresses = () => /REST at (http:\S+)\/api, WebSocket at (ws:\S+)/.exec(terminal);
  await until('the runtime is ready', () => addresses() !== null, { patienceMs: 30_000 });
  const [, origin = '', webSocketUrl = ''] = addresses() ?? [];
  return {
    origin,
    webSocketUrl,
    dataFolder,
    terminal: () => terminal,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      const functions = await readFunctionLogs(dataFolder);
      await rm(dataFolder, { recursive: true, force: true });
      return { terminal, functions };
    },
  };
};

/** The log of each function, by its name. */
export const readFunctionLogs = async (dataFolder: string): Promise<Map<string, string>> => {
  const folder = join(dataFolder, 'logs');
  const files = await readdir(folder);
  const logs = files.map(
    async (file) => [file.replace(/\.log$/, ''), await readFile(join(folder, file), 'utf8')] as const,
  );
  return new Map(await Promise.all(logs));
};
