import type { Connection } from '../connection.ts';
import type { ConnectionKey, ConnectionStore } from '../connection-store.ts';

/** Keeps connections in this process; for tests. Passes the contract suite of the DynamoDB adapter. */
export const memoryConnectionStore = (): ConnectionStore => {
  const connections = new Map<string, Connection>();
  return {
    add: async (connection) => {
      connections.set(keyOf(connection), { ...connection });
    },
    remove: async (key) => {
      connections.delete(keyOf(key));
    },
    listLive: async (userId, nowMs) =>
      [...connections.values()]
        .filter((connection) => connection.userId === userId && connection.expiresAt * 1000 > nowMs)
        .map((connection) => ({ ...connection })),
  };
};

const keyOf = ({ userId, connectionId }: ConnectionKey): string => JSON.stringify([userId, connectionId]);
