import type { Connection, ConnectionStore } from '@tarotchat/connection-store';
import { limits } from '@tarotchat/protocol';
import type { ConnectionGateway } from './connection-gateway.ts';
import type { ReplyLog } from './reply-log.ts';

/** The newest connections that one person may have open, and the older ones. */
export const splitExcess = (
  connections: readonly Connection[],
): { readonly kept: readonly Connection[]; readonly excess: readonly Connection[] } => {
  const newestFirst = connections.toSorted(
    (one, other) => other.connectedAtMs - one.connectedAtMs || (one.connectionId < other.connectionId ? 1 : -1),
  );
  return {
    kept: newestFirst.slice(0, limits.connectionsPerUser),
    excess: newestFirst.slice(limits.connectionsPerUser),
  };
};

/**
 * Closes connections, each by itself; `$disconnect` forgets them, a gone one is forgotten here. What cannot be closed is
 * noticed again at the next query. Never rejects.
 */
export const closeExcess =
  (deps: {
    readonly gateway: Pick<ConnectionGateway, 'close'>;
    readonly connections: Pick<ConnectionStore, 'remove'>;
    readonly log: ReplyLog;
  }) =>
  async (excess: readonly Connection[]): Promise<void> => {
    const close = async (connection: Connection): Promise<void> => {
      try {
        const outcome = await deps.gateway.close(connection.connectionId);
        if (outcome.kind === 'gone') await deps.connections.remove(connection);
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        deps.log.warn('a connection over the limit was not closed', {
          connectionId: connection.connectionId,
          error: name,
        });
      }
    };
    await Promise.all(excess.map(close));
  };
