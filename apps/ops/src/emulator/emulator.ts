import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Stop } from '../stop.ts';
import { startMotoShim } from './moto-shim.ts';

/** An AWS that lives in this machine's memory. */
export type Emulator = {
  readonly url: string;
  /** The same for API Gateway v2 and Cognito, in which a shim fills gaps. */
  readonly shimUrl: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  /** Lets the emulator live on after this process. */
  readonly leave: () => Promise<void>;
};

const startTimeoutMs = 60_000;

/** Why there is no emulator on this machine, or undefined. */
export const missingEmulator = (): Stop | undefined =>
  spawnSync('moto_server', ['--help']).status === 0
    ? undefined
    : new Stop('MISSING_EMULATOR', 'moto_server is not on the PATH: pip install "moto[server]==5.2.1"');

/**
 * Starts moto on a port of this machine.
 *
 * @throws Stop `PORT_TAKEN`, `MISSING_EMULATOR`
 */
export const startEmulator = async (settings: {
  readonly port?: number;
  readonly logFile: string;
}): Promise<Emulator> => {
  const port = await freePort(settings.port);
  const log = openSync(settings.logFile, 'a');
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    // Without the managed policies there is none to attach to API Gateway's log role.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  const shim = await startMotoShim(url);
  return {
    url,
    shimUrl: shim.url,
    pid: child.pid ?? 0,
    leave: async () => {
      await shim.stop();
      child.unref();
    },
    stop: async () => {
      await shim.stop();
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const freePort = (wanted = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) =>
      reject(
        new Stop('PORT_TAKEN', `port ${wanted} is taken: choose another with --port, or leave it away`, { cause }),
      ),
    );
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });

const answers = async (url: string, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(200);
  }
  child.kill('SIGTERM');
  throw new Stop('MISSING_EMULATOR', `moto_server does not answer on ${url}`);
};
