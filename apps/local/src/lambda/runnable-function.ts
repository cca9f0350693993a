import type { LambdaFunction } from '../model/lambda-function.ts';
import type { FunctionLog } from './function-log.ts';
import type { OrphanGuard } from './orphan-guard.ts';

/** A function with all that its processes need. */
export type RunnableFunction = {
  readonly lambda: LambdaFunction;
  readonly taskFolder: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** What a pool of functions runs, and on what. */
export type PoolSettings = {
  readonly functions: readonly RunnableFunction[];
  readonly guard: OrphanGuard;
  readonly functionLog: FunctionLog;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};
