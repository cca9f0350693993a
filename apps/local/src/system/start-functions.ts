import { join } from 'node:path';
import { type FunctionIdentity, functionEnvironment, identifyFunction } from '../aws/function-identity.ts';
import { unpackBundle } from '../lambda/bundle-folder.ts';
import { type FunctionLog, openFunctionLog } from '../lambda/function-log.ts';
import { createFunctionPool, type FunctionPool } from '../lambda/function-pool.ts';
import type { RunnableFunction } from '../lambda/runnable-function.ts';
import type { Ground } from './ground.ts';
import type { LocalStack } from './local-stack.ts';
import type { Shutdown } from './shutdown.ts';

/** The functions of the stack, ready to be invoked. */
export type Functions = {
  readonly pool: FunctionPool;
  readonly identities: readonly FunctionIdentity[];
  readonly functionLog: FunctionLog;
};

export type FunctionSettings = {
  readonly stack: LocalStack;
  readonly ground: Ground;
  readonly shutdown: Shutdown;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

/** Unpacks the bundles, gives each function its key and environment, and makes the pool. */
export const startFunctions = async ({ stack, ground, shutdown, warn }: FunctionSettings): Promise<Functions> => {
  const identities = stack.functions.map((lambda) => identifyFunction(lambda, stack.roles, ground.secrets.keyOf));
  const functions = await Promise.all(
    stack.functions.map(async (lambda, at): Promise<RunnableFunction[]> => {
      const taskFolder = join(ground.data.taskFolder, lambda.functionName);
      await unpackBundle(lambda.bundleFile, taskFolder);
      const identity = identities[at];
      return identity
        ? [{ lambda, taskFolder, environment: functionEnvironment(lambda, identity, ground.awsEndpoint) }]
        : [];
    }),
  );
  const functionLog = openFunctionLog(ground.data.logFolder);
  shutdown.later(functionLog.stop);
  const pool = createFunctionPool({ functions: functions.flat(), guard: ground.guard, functionLog, warn });
  shutdown.later(pool.stop);
  return { pool, identities, functionLog };
};
