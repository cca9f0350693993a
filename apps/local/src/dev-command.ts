import { relative } from 'node:path';
import { styleText } from 'node:util';
import { help, readCommandLine } from './command-line.ts';
import { type LocalSystem, type LocalSystemOptions, startLocalSystem } from './system/start-local-system.ts';
import { SetupError } from './terraform/document.ts';

/** A wrong call, or something that is not there: the person at the terminal can mend it. */
const setupExitCode = 2;

/** What another than `pnpm dev` may run: the stack of a test. */
export type DevFolders = Pick<LocalSystemOptions, 'stackFolder' | 'webFolder'>;

/** The `pnpm dev` command: runs until a signal asks it to end, then ends this process. */
export const runDevCommand = async (args: readonly string[], folders: DevFolders = {}): Promise<void> => {
  try {
    await run(args, folders);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${styleText('red', '✗', { stream: process.stderr })} ${error.message}\n`);
    process.exit(setupExitCode);
  }
};

const run = async (args: readonly string[], folders: DevFolders): Promise<void> => {
  const command = readCommandLine(args);
  if (command.kind === 'help') {
    process.stdout.write(help);
    return;
  }
  const stopped = untilAsked();
  const system = await startLocalSystem({
    ...folders,
    port: command.port,
    dataFolder: command.dataFolder,
    fresh: command.fresh,
    log: (line) => process.stderr.write(`${styleText('yellow', '!', { stream: process.stderr })} ${line}\n`),
  });
  process.stdout.write(welcome(system));
  await stopped;
  process.stdout.write('\nStopping …\n');
  await system.stop();
};

/** A terminal's Ctrl-C reaches this process twice, once through pnpm: only a later one is a second wish. */
const repeatMs = 1_000;

const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    let askedAtMs: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Asked again: no more waiting. The guard ends the children.
        if (askedAtMs !== undefined && Date.now() - askedAtMs > repeatMs) process.exit(1);
        askedAtMs ??= Date.now();
        resolve();
      });
    }
  });

const welcome = (system: LocalSystem): string => {
  const near = relative(process.cwd(), system.dataFolder);
  const data = near === '' || near.startsWith('..') ? system.dataFolder : near;
  return [
    '',
    `  ${styleText('bold', 'Tarotchat')} runs on ${styleText('cyan', `${system.origin}/login_test.html`)}`,
    '',
    `  ${system.functionNames.length} functions, REST at ${system.origin}/api, WebSocket at ${system.webSocketUrl}`,
    `  Data and logs are kept in ${data} ("pnpm dev --fresh" empties it)`,
    '  Stop it with Ctrl-C',
    '',
    '',
  ].join('\n');
};
