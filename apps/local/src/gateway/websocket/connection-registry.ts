import { WebSocket } from 'ws';
import type { Clock } from '../../system/clock.ts';
import { type Connection, closeConnection, webSocketLimits } from './connection.ts';

/** The `@connections` of one API. */
export type ConnectionRegistry = {
  readonly add: (connection: Connection) => void;
  /** False where it was not there, or no longer. */
  readonly remove: (connectionId: string) => boolean;
  readonly size: () => number;
  readonly post: (connectionId: string, data: string) => Promise<'delivered' | 'gone'>;
  readonly close: (connectionId: string) => 'closed' | 'gone';
  readonly describe: (connectionId: string) => ConnectionDescription | 'gone';
  /** Closes what has been idle or open for too long. */
  readonly sweep: () => void;
  readonly stop: () => void;
};

/** The answer of GetConnection. */
export type ConnectionDescription = {
  readonly connectedAt: string;
  readonly identity: { readonly sourceIp: string; readonly userAgent?: string };
  readonly lastActiveAt: string;
};

/** Keeps the open connections. */
export const createConnectionRegistry = (clock: Clock): ConnectionRegistry => {
  const connections = new Map<string, Connection>();
  const openConnection = (connectionId: string): Connection | undefined => {
    const connection = connections.get(connectionId);
    return connection && !connection.isClosing && connection.socket.readyState === WebSocket.OPEN
      ? connection
      : undefined;
  };

  return {
    add: (connection) => connections.set(connection.connectionId, connection),
    remove: (connectionId) => connections.delete(connectionId),
    size: () => connections.size,
    post: (connectionId, data) => {
      const connection = openConnection(connectionId);
      if (!connection) return Promise.resolve('gone');
      connection.lastActiveAtMs = clock.now();
      return new Promise((resolve) => connection.socket.send(data, (error) => resolve(error ? 'gone' : 'delivered')));
    },
    close: (connectionId) => {
      const connection = openConnection(connectionId);
      if (!connection) return 'gone';
      closeConnection(connection, 1000, 'Connection Closed Normally');
      return 'closed';
    },
    describe: (connectionId) => {
      const connection = openConnection(connectionId);
      if (!connection) return 'gone';
      const { sourceIp, userAgent } = connection;
      return {
        connectedAt: new Date(connection.connectedAtMs).toISOString(),
        identity: { sourceIp, ...(userAgent !== undefined && { userAgent }) },
        lastActiveAt: new Date(connection.lastActiveAtMs).toISOString(),
      };
    },
    sweep: () => {
      const now = clock.now();
      for (const connection of connections.values()) {
        if (now - connection.connectedAtMs >= webSocketLimits.lifeMs) closeConnection(connection, 1001, 'Going away');
        if (now - connection.lastActiveAtMs >= webSocketLimits.idleMs) closeConnection(connection, 1001, 'Going away');
      }
    },
    stop: () => {
      const open = [...connections.values()];
      connections.clear();
      for (const connection of open) {
        connection.isClosing = true;
        connection.socket.close(1001, 'Going away');
        connection.socket.terminate();
      }
    },
  };
};
