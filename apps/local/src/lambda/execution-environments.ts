import { type FunctionProcess, type InvocationResult, startFunctionProcess } from './function-process.ts';
import type { PoolSettings, RunnableFunction } from './runnable-function.ts';

/** The execution environments of one function. */
export type ExecutionEnvironments = {
  readonly invoke: (event: unknown, requestId: string) => Promise<InvocationResult>;
  readonly stop: () => Promise<void>;
};

/** More at once than a development machine carries wait; an account in AWS has 1,000. */
const processesPerFunction = 20;
/** A warm process beyond the first goes after this long without work. */
const idleProcessMs = 60_000;

type State = {
  readonly start: () => FunctionProcess;
  readonly all: Set<FunctionProcess>;
  readonly idle: Map<FunctionProcess, NodeJS.Timeout>;
  readonly waiting: ((process: FunctionProcess) => void)[];
  isStopped: boolean;
};

/** Processes start on demand, do one invocation at a time, and stay warm. */
export const createExecutionEnvironments = (
  { lambda, taskFolder, environment }: RunnableFunction,
  { guard, functionLog }: Pick<PoolSettings, 'guard' | 'functionLog'>,
): ExecutionEnvironments => {
  const writeLog = (line: string): void => functionLog.write(lambda.functionName, line);
  const state: State = {
    start: () => startFunctionProcess(lambda, { taskFolder, environment, guard, writeLog }),
    all: new Set(),
    idle: new Map(),
    waiting: [],
    isStopped: false,
  };

  return {
    invoke: async (event, requestId) => {
      if (state.isStopped) {
        return { kind: 'failed', error: { errorType: 'Sandbox.Stopped', errorMessage: 'the runtime stops' } };
      }
      const process = await take(state);
      try {
        return await process.invoke(event, requestId);
      } finally {
        giveBack(state, process);
      }
    },
    stop: async () => {
      state.isStopped = true;
      for (const timer of state.idle.values()) clearTimeout(timer);
      await Promise.all([...state.all].map((process) => process.kill()));
      state.all.clear();
    },
  };
};

const take = async (state: State): Promise<FunctionProcess> => {
  // The one that worked last: the others may go.
  for (const [process, timer] of [...state.idle].toReversed()) {
    clearTimeout(timer);
    state.idle.delete(process);
    if (process.isAlive()) return process;
    state.all.delete(process);
  }
  if (state.all.size < processesPerFunction) return startOne(state);
  return new Promise((resolve) => state.waiting.push(resolve));
};

const startOne = (state: State): FunctionProcess => {
  const process = state.start();
  state.all.add(process);
  return process;
};

const giveBack = (state: State, process: FunctionProcess): void => {
  const alive = process.isAlive();
  if (!alive) state.all.delete(process);
  if (state.isStopped) return;
  const next = state.waiting.shift();
  if (next) next(alive ? process : startOne(state));
  if (next || !alive) return;
  const timer = setTimeout(() => evict(state, process), idleProcessMs);
  timer.unref();
  state.idle.set(process, timer);
};

const evict = (state: State, process: FunctionProcess): void => {
  if (state.idle.size <= 1) return;
  state.idle.delete(process);
  state.all.delete(process);
  void process.kill();
};
