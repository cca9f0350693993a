export type { CallRecord } from './aws/call-log.ts';
export type { InvocationRecord } from './lambda/function-pool.ts';
export { type Clock, startClock } from './system/clock.ts';
export { type LocalSystem, type LocalSystemOptions, startLocalSystem } from './system/start-local-system.ts';
export { SetupError } from './terraform/document.ts';
