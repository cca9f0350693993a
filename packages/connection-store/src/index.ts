export { type Connection, connectionLifeSeconds, connectionSchema } from './connection.ts';
export type { ConnectionAdmission, Renewal, RenewOutcome } from './connection-admission.ts';
export type { ConnectionKey, ConnectionStore, NoticeOutcome } from './connection-store.ts';
