import type { FunctionPool } from '../lambda/function-pool.ts';
import type { Clock } from '../system/clock.ts';
import type { InvokeGate } from './invoke-permission.ts';

/** What both gateways stand on. */
export type GatewayDeps = {
  readonly invoke: FunctionPool['invoke'];
  readonly mayInvoke: InvokeGate;
  readonly clock: Clock;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};
