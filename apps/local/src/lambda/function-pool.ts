import { randomUUID } from 'node:crypto';
import { createExecutionEnvironments } from './execution-environments.ts';
import type { InvocationResult } from './function-process.ts';
import type { PoolSettings } from './runnable-function.ts';

/** One invocation that has ended. */
export type InvocationRecord = {
  readonly functionName: string;
  readonly requestId: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly outcome: InvocationResult['kind'];
};

/** Runs the functions of the stack. */
export type FunctionPool = {
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
  readonly invocations: { readonly all: () => readonly InvocationRecord[]; readonly clear: () => void };
  readonly stop: () => Promise<void>;
};

const invocationsKept = 10_000;

/** Makes the pool. Processes start on demand and stay warm. */
export const createFunctionPool = (settings: PoolSettings): FunctionPool => {
  const records: InvocationRecord[] = [];
  let stopping = false;
  const environments = new Map(
    settings.functions.map((runnable) => [
      runnable.lambda.functionName,
      createExecutionEnvironments(runnable, settings),
    ]),
  );

  const invoke = async (functionName: string, event: unknown): Promise<InvocationResult> => {
    const environment = environments.get(functionName);
    if (!environment) throw new Error(`there is no function ${functionName} in the stack`);
    const requestId = randomUUID();
    const startedAtMs = Date.now();
    const result = await environment.invoke(event, requestId);
    const durationMs = Date.now() - startedAtMs;
    records.push({ functionName, requestId, startedAtMs, durationMs, outcome: result.kind });
    if (records.length > invocationsKept) records.shift();
    // What ends with the whole runtime is no incident.
    if (!stopping) report(settings, { functionName, requestId, durationMs }, result);
    return result;
  };

  return {
    invoke,
    invocations: { all: () => [...records], clear: () => records.splice(0) },
    stop: async () => {
      stopping = true;
      await Promise.all([...environments.values()].map(({ stop }) => stop()));
    },
  };
};

const report = (
  { functionLog, warn }: PoolSettings,
  { functionName, requestId, durationMs }: { functionName: string; requestId: string; durationMs: number },
  result: InvocationResult,
): void => {
  const error = result.kind === 'failed' ? result.error : undefined;
  functionLog.write(
    functionName,
    JSON.stringify({ type: 'platform.report', requestId, durationMs, ...(error && { error }) }),
  );
  // The message of a function's error may hold what a person wrote: the terminal says where to read it.
  if (error) warn(`${functionName} failed (${error.errorType}): see ${functionLog.fileOf(functionName)}`);
};
