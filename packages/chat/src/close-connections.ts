import type { Connection, ConnectionStore } from '@tarotchat/connection-store';
import { CodedError } from '@tarotchat/errors';
import type { UserId } from '@tarotchat/protocol';
import type { ConnectionGateway } from './connection-gateway.ts';

/** What closing somebody's connections needs. */
export type CloseConnectionsDeps = {
  readonly connections: Pick<ConnectionStore, 'listLive'>;
  readonly gateway: Pick<ConnectionGateway, 'close'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Closes the open connections of a person, all unless `which` chooses: 1 query, and 1 call a connection, all at once.
 * One that is gone already is no error.
 *
 * @throws CodedError `SERVICE_UNAVAILABLE` where some could not be closed; the others are. Repeat it.
 */
export const closeConnections =
  ({ connections, gateway, now }: CloseConnectionsDeps) =>
  async (userId: UserId, which: (connection: Connection) => boolean = () => true): Promise<void> => {
    const closings = (await connections.listLive(userId, now())).filter(which).map(async ({ connectionId }) => {
      const outcome = await gateway.close(connectionId);
      if (outcome.kind === 'busy') throw new Error('the connection could not be closed: API Gateway is busy');
    });
    const failures = (await Promise.allSettled(closings)).flatMap((closing) =>
      closing.status === 'rejected' ? [closing.reason] : [],
    );
    if (failures.length > 0) throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: new AggregateError(failures) });
  };
