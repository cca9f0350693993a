import type { Connection } from '../connection.ts';
import type { ConnectionKey, ConnectionStore } from '../connection-store.ts';

/** Keeps connections in this process; for tests. Passes the contract suite of the DynamoDB adapter. */
export const memoryConnectionStore = (): ConnectionStore => {
  const connections = new Map<string, Connection>();
  const told = new Map<string, number>();
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
    find: async (key) => {
      const connection = connections.get(keyOf(key));
      return connection && { ...connection };
    },
    noteExpiring: async (connection) => {
      const key = keyOf(connection);
      const { authExpiresAt } = connection;
      const noted = connections.get(key);
      if (!noted) return { kind: 'gone' };
      if (noted.authExpiresAt !== authExpiresAt) return { kind: 'renewed', authExpiresAt: noted.authExpiresAt };
      if (told.get(key) === authExpiresAt) return { kind: 'told' };
      told.set(key, authExpiresAt);
      return { kind: 'first' };
    },
  };
};

const keyOf = ({ userId, connectionId }: ConnectionKey): string => JSON.stringify([userId, connectionId]);
