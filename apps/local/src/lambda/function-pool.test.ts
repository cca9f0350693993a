import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LambdaFunction } from '../model/lambda-function.ts';
import { openFunctionLog } from './function-log.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import type { OrphanGuard } from './orphan-guard.ts';

let folder: string;
let pool: FunctionPool | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'));
});
afterEach(async () => {
  await pool?.stop();
  await rm(folder, { recursive: true, force: true });
});

const noGuard: OrphanGuard = { watch: () => {}, release: () => {}, stop: () => {} };
const started = async (source: string, settings: Partial<LambdaFunction> = {}) => {
  await writeFile(join(folder, 'index.js'), source);
  const terminal: string[] = [];
  const functionLog = openFunctionLog(folder);
  const lambda: LambdaFunction = {
    functionName: 'work',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:work',
    region: 'us-east-1',
    bundleFile: '',
    handler: 'index.handler',
    memoryMegabytes: 128,
    timeoutSeconds: 5,
    roleArn: '',
    environment: {},
    ...settings,
  };
  const functions = [{ lambda, taskFolder: folder, environment: { TZ: 'UTC', GIVEN: 'yes' } }];
  pool = createFunctionPool({ functions, guard: noGuard, functionLog, warn: (line) => terminal.push(line) });
  return { terminal, functionLog, invoke: (event: unknown = {}) => createdPool().invoke('work', event) };
};
const createdPool = (): FunctionPool => {
  if (!pool) throw new Error('no pool was started');
  return pool;
};

test('a process is kept warm and does one invocation after the other', async () => {
  const { invoke } = await started('let n = 0; exports.handler = async () => [process.pid, (n += 1)];');

  const first = await invoke();
  const second = await invoke();

  expect(first).toMatchObject({ kind: 'returned', payload: [expect.any(Number), 1] });
  expect(second).toMatchObject({ payload: [Reflect.get(Reflect.get(first, 'payload'), 0), 2] });
});

test('invocations at the same time get a process each', async () => {
  const { invoke } = await started(
    'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return process.pid; };',
  );

  const results = await Promise.all([invoke(), invoke(), invoke()]);

  expect(new Set(results.map((result) => Reflect.get(result, 'payload'))).size).toBe(3);
});

test('between invocations a process stands still', async () => {
  const { invoke } = await started(
    'let ticks = 0; setInterval(() => { ticks += 1; }, 5); exports.handler = async () => ticks;',
  );
  await invoke();

  const before = Reflect.get(await invoke(), 'payload');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = Reflect.get(await invoke(), 'payload');

  // Some 100 ticks fit into the pause; a few may fall into the invocations themselves.
  expect(after - before).toBeLessThan(30);
});

test('a function past its timeout is killed, and the next invocation begins anew', async () => {
  const { invoke } = await started(
    'exports.handler = async (event) => event.hang ? new Promise(() => {}) : process.pid;',
    { timeoutSeconds: 0.5 },
  );
  const { payload: pid } = { payload: undefined, ...(await invoke()) };

  const hung = await invoke({ hang: true });
  const next = await invoke();

  expect(hung).toMatchObject({
    kind: 'failed',
    error: { errorMessage: expect.stringContaining('Task timed out after 0.50 seconds') },
  });
  expect(next).toMatchObject({ kind: 'returned', payload: expect.not.stringMatching(String(pid)) });
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});

test('a function that blocks its own thread is killed too', async () => {
  const { invoke } = await started('exports.handler = async () => { for (;;); };', { timeoutSeconds: 0.5 });

  expect(await invoke()).toMatchObject({ kind: 'failed', error: { errorType: 'Sandbox.Timedout' } });
});

test.each([
  [64, 'failed'],
  [512, 'returned'],
] as const)('a function that needs some 160 MB and has %i has %s', async (memoryMegabytes, kind) => {
  const { invoke } = await started(
    'exports.handler = async () => { const kept = []; while (kept.length < 200) kept.push(new Array(1e5).fill(kept)); return kept.length; };',
    { memoryMegabytes, timeoutSeconds: 15 },
  );

  expect(await invoke()).toMatchObject({ kind });
});

test('a thrown error comes with its name and message; the terminal names the log, not the message', async () => {
  const { invoke, terminal, functionLog } = await started(
    "exports.handler = async () => { throw new RangeError('what a person wrote'); };",
  );

  const result = await invoke();

  expect(result).toEqual({ kind: 'failed', error: expect.objectContaining({ errorType: 'RangeError' }) });
  expect(terminal).toEqual([`work failed (RangeError): see ${functionLog.fileOf('work')}`]);
  expect(functionLog.lines('work').join()).toContain('what a person wrote');
});

test.each([
  ['a bundle that throws while it loads', "throw new TypeError('no');", 'TypeError'],
  ['a bundle without the handler', 'exports.other = 1;', 'Error'],
  ['a bundle that ends its process', 'process.exit(0);', 'Runtime.ExitError'],
])('%s fails its invocation', async (_, source, errorType) => {
  const { invoke } = await started(source);

  expect(await invoke()).toMatchObject({ kind: 'failed', error: { errorType } });
});

test('nothing of the parent’s environment is there', async () => {
  process.env['OF_THE_PARENT'] = 'secret';
  const { invoke } = await started('exports.handler = async () => Object.keys(process.env);');

  const result = await invoke();

  expect(result).toMatchObject({ payload: expect.arrayContaining(['GIVEN', 'TZ']) });
  expect(result).toMatchObject({ payload: expect.not.arrayContaining(['OF_THE_PARENT']) });
  delete process.env['OF_THE_PARENT'];
});

test('the context tells the function who it is and how long it has', async () => {
  const { invoke } = await started(
    'exports.handler = async (_, c) => [c.functionName, c.invokedFunctionArn, c.memoryLimitInMB, c.getRemainingTimeInMillis()];',
  );

  expect(await invoke()).toMatchObject({
    payload: ['work', 'arn:aws:lambda:us-east-1:000000000000:function:work', '128', expect.any(Number)],
  });
});

test('what a function writes goes to its log', async () => {
  const { invoke, functionLog } = await started(
    "exports.handler = async () => { console.log('one'); console.error('two'); };",
  );

  await invoke();
  await expect.poll(() => functionLog.lines('work')).toEqual(expect.arrayContaining(['one', 'two']));
});

test('stopping ends every process, frozen or at work', async () => {
  const { invoke } = await started(
    'exports.handler = async (event) => { if (event.hang) { console.log(process.pid); await new Promise(() => {}); } return process.pid; };',
  );
  const { payload: frozen } = { payload: undefined, ...(await invoke()) };
  const hung = invoke({ hang: true });

  await new Promise((resolve) => setTimeout(resolve, 300));
  await createdPool().stop();

  expect(await hung).toMatchObject({ kind: 'failed' });
  expect(() => process.kill(Number(frozen), 0)).toThrow('ESRCH');
});
