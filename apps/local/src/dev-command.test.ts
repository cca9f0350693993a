import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectSocket, eventually } from './testing/socket-client.ts';
import { type FixtureFolders, writeFixture } from './testing/write-fixture.ts';

let fixture: FixtureFolders;
let dataFolder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  fixture = await writeFixture();
});
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'dev-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataFolder, { recursive: true, force: true });
});
afterAll(() => fixture.remove());

/** The dev command as a process of its own, on the fixture. */
const dev = (...flags: string[]) => {
  const main = join(import.meta.dirname, 'testing', 'fixture-main.ts');
  const args = ['--disable-warning=ExperimentalWarning', main, fixture.stackFolder, fixture.webFolder, ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return { code, out, err };
  });
  return { child, ended, out: () => out, err: () => err };
};

/** Starts it, and uses it so that functions of both kinds run. */
const devAtWork = async (...flags: string[]) => {
  const command = dev('--port', '0', '--data', dataFolder, ...flags);
  await eventually(() => command.out().includes('Stop it with Ctrl-C'));
  const webSocketUrl = /ws:\/\/localhost:\d+\/ws/.exec(command.out())?.[0] ?? '';
  const client = await connectSocket(webSocketUrl);
  await client.ask({ action: 'echo', wish: 'put' });
  return { ...command, client, descendants: await descendantsOf(command.child.pid ?? 0) };
};

const descendantsOf = async (parent: number): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return { pid, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) };
    }),
  );
  return stats.filter((stat) => stat.parent === parent).map(({ pid }) => pid);
};

const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
/** A zombie that its parent has not yet been told of has ended too. */
const isAlive = async (pid: number): Promise<boolean> => (await commandOf(pid)) !== '';

const onLinux = test.skipIf(process.platform !== 'linux');

onLinux.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends everything that was started, with exit code 0',
  async (signal) => {
    const { child, ended, descendants } = await devAtWork();
    const commands = (await Promise.all(descendants.map(commandOf))).join();
    expect(commands).toContain('dynoxide');
    expect(commands).toContain('bootstrap.cjs');

    child.kill(signal);

    expect(await ended).toMatchObject({ code: 0, err: '' });
    await expect.poll(async () => (await Promise.all(descendants.map(isAlive))).some(Boolean)).toBe(false);
    expect(await readdir(dataFolder)).not.toContain('run.lock');
  },
);

onLinux('killed outright, its children end all the same, and the next run takes the data over', async () => {
  const { child, ended, descendants } = await devAtWork();

  child.kill('SIGKILL');
  await ended;

  await expect
    .poll(async () => (await Promise.all(descendants.map(isAlive))).some(Boolean), { timeout: 5_000 })
    .toBe(false);
  const next = await devAtWork();
  expect(await next.client.ask({ action: 'ping' })).toEqual({ type: 'pong' });
});

test('two runs on one data folder: the second says who has it', async () => {
  const { child } = await devAtWork();

  const second = await dev('--port', '0', '--data', dataFolder).ended;

  expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`in use by process ${child.pid}`) });
  expect(second.err.trim().split('\n')).toHaveLength(1);
});

test('a port that is taken: one line, exit code 2', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';

  const { code, out, err } = await dev('--port', port, '--data', dataFolder).ended;

  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: `✗ port ${port} is taken: stop what listens there, or choose another with --port\n`,
  });
  other.close();
});

test.each([
  [['--prot', '1'], '✗ Unknown option \'--prot\': "pnpm dev --help" lists the flags\n'],
  [['--port', 'x'], '✗ --port x is no port: give a number from 0 to 65535\n'],
  [['--port', '70000'], '✗ --port 70000 is no port: give a number from 0 to 65535\n'],
  [['extra'], /^✗ Unexpected argument 'extra'.*: "pnpm dev --help" lists the flags\n$/],
])('%j: one line, exit code 2', async (flags, line) => {
  const { code, err } = await dev(...flags).ended;

  expect(code).toBe(2);
  expect(err).toMatch(line);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('--help tells the flags', async () => {
  const { code, out } = await dev('--help').ended;

  expect(code).toBe(0);
  expect(out).toContain('--fresh');
});
