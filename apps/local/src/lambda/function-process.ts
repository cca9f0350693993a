import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import type { LambdaFunction } from '../model/lambda-function.ts';
import type { OrphanGuard } from './orphan-guard.ts';

const bootstrapFile = join(import.meta.dirname, 'bootstrap.cjs');
/** Lambda gives the start of a function 10 seconds. */
// Lambda gives 10 s to one process on a machine of its own; here many may start at once on two cores.
const initTimeoutMs = 30_000;

const errorSchema = z.object({ errorType: z.string(), errorMessage: z.string(), stack: z._default(z.string(), '') });
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('init-failed'), error: errorSchema }),
  z.object({ kind: z.literal('returned'), requestId: z.string(), payload: z.unknown() }),
  z.object({ kind: z.literal('failed'), requestId: z.string(), error: errorSchema }),
]);

/** What went wrong in a function, as Lambda words it. */
export type FunctionError = { readonly errorType: string; readonly errorMessage: string };

/** How one invocation ended. */
export type InvocationResult =
  | { readonly kind: 'returned'; readonly payload: unknown }
  | { readonly kind: 'failed'; readonly error: FunctionError };

/** One execution environment of a function: a process that does one invocation at a time. */
export type FunctionProcess = {
  readonly pid: number | undefined;
  readonly isAlive: () => boolean;
  readonly invoke: (event: unknown, requestId: string) => Promise<InvocationResult>;
  readonly kill: () => Promise<void>;
};

/** What a process needs beside its function. */
export type ProcessSettings = {
  readonly taskFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly guard: OrphanGuard;
  readonly writeLog: (line: string) => void;
};

/** Starts a process for the function. Errors of its start come out of the first invocation. */
export const startFunctionProcess = (lambda: LambdaFunction, settings: ProcessSettings): FunctionProcess => {
  const child = forkBootstrap(lambda, settings);
  const ready = untilReady(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  settings.guard.watch(child.pid);
  void exited.then(() => settings.guard.release(child.pid));

  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null && child.connected;
  const kill = async (): Promise<void> => {
    // SIGKILL ends a frozen process too.
    child.kill('SIGKILL');
    await exited;
  };

  return {
    pid: child.pid,
    isAlive,
    kill,
    invoke: async (event, requestId) => {
      thaw(child);
      const started = await ready;
      if (started.kind === 'failed') {
        await kill();
        return started;
      }
      const result = await runInvocation(child, lambda, { event, requestId });
      if (result.kind === 'timed-out') {
        await kill();
        const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${lambda.timeoutSeconds.toFixed(2)} seconds`;
        return { kind: 'failed', error: { errorType: 'Sandbox.Timedout', errorMessage } };
      }
      freeze(child);
      return result;
    },
  };
};

const forkBootstrap = (lambda: LambdaFunction, settings: ProcessSettings): ChildProcess => {
  const [moduleName = 'index', exportName = 'handler'] = lambda.handler.split('.');
  const child = fork(bootstrapFile, [join(settings.taskFolder, moduleName), exportName], {
    cwd: settings.taskFolder,
    env: { ...settings.environment },
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${lambda.memoryMegabytes}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
  // Of its start the first invocation tells; of its end, 'exit'.
  child.on('error', () => {});
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', settings.writeLog);
  }
  return child;
};

type Started = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly error: FunctionError };

const untilReady = (child: ChildProcess): Promise<Started> =>
  new Promise((resolve) => {
    const finish = (outcome: Started): void => {
      clearTimeout(timer);
      child.off('message', hear).off('exit', exit).off('error', fail);
      resolve(outcome);
    };
    const failed = (errorType: string, errorMessage: string): void =>
      finish({ kind: 'failed', error: { errorType, errorMessage } });
    const hear = (raw: unknown): void => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.kind === 'ready') finish({ kind: 'ready' });
      if (message?.kind === 'init-failed') finish({ kind: 'failed', error: message.error });
    };
    const exit = (code: number | null): void =>
      failed('Runtime.ExitError', `Runtime exited with code ${code} while it started`);
    const fail = (error: Error): void => failed('Runtime.Unknown', error.message);
    const timer = setTimeout(() => failed('Sandbox.Timedout', 'Init timed out after 30.00 seconds'), initTimeoutMs);
    child.on('message', hear).once('exit', exit).once('error', fail);
  });

type Invocation = { readonly event: unknown; readonly requestId: string };

const runInvocation = (
  child: ChildProcess,
  lambda: LambdaFunction,
  { event, requestId }: Invocation,
): Promise<InvocationResult | { readonly kind: 'timed-out' }> =>
  new Promise((resolve) => {
    const timeoutMs = lambda.timeoutSeconds * 1000;
    const finish = (outcome: InvocationResult | { readonly kind: 'timed-out' }): void => {
      clearTimeout(timer);
      child.off('message', hear).off('exit', exit);
      resolve(outcome);
    };
    const hear = (raw: unknown): void => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.kind === 'returned') finish({ kind: 'returned', payload: message.payload });
      if (message?.kind === 'failed') finish({ kind: 'failed', error: message.error });
    };
    const exit = (code: number | null, signal: string | null): void =>
      finish({
        kind: 'failed',
        error: {
          errorType: 'Runtime.ExitError',
          errorMessage: `RequestId: ${requestId} Error: Runtime exited with ${signal ?? `exit status ${code}`}`,
        },
      });
    const timer = setTimeout(() => finish({ kind: 'timed-out' }), timeoutMs);
    child.on('message', hear).once('exit', exit);
    child.send(
      {
        event,
        requestId,
        deadlineMs: Date.now() + timeoutMs,
        functionName: lambda.functionName,
        arn: lambda.arn,
        memoryMegabytes: lambda.memoryMegabytes,
      },
      (error) => {
        if (error) exit(child.exitCode, child.signalCode);
      },
    );
  });

// Between invocations Lambda stops the clock of a function: no timer, no background work goes on.
const freeze = (child: ChildProcess): void => {
  if (process.platform !== 'win32') child.kill('SIGSTOP');
};
const thaw = (child: ChildProcess): void => {
  if (process.platform !== 'win32') child.kill('SIGCONT');
};
