export { type Connection, connectionLifeSeconds, connectionSchema } from './connection.ts';
export type { ConnectionKey, ConnectionStore } from './connection-store.ts';
