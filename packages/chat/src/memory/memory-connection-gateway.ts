import type { ConnectionId, ServerEvent } from '@tarotchat/protocol';
import type { ConnectionGateway, PostOutcome } from '../connection-gateway.ts';

/** A {@link ConnectionGateway} that shows what each connection was sent, and which were closed. */
export type MemoryConnectionGateway = ConnectionGateway & {
  readonly received: (connectionId: ConnectionId) => readonly ServerEvent[];
  readonly closed: readonly ConnectionId[];
};

/**
 * {@link ConnectionGateway} in memory, for tests: every connection is there unless `answer` says otherwise; a closed
 * one is gone.
 */
export const memoryConnectionGateway = (
  answer: (connectionId: ConnectionId, event: ServerEvent) => Promise<PostOutcome> = async () => ({
    kind: 'delivered',
  }),
): MemoryConnectionGateway => {
  const frames = new Map<ConnectionId, ServerEvent[]>();
  const closed: ConnectionId[] = [];
  return {
    closed,
    received: (connectionId) => frames.get(connectionId) ?? [],
    post: async (connectionId, event) => {
      if (closed.includes(connectionId)) return { kind: 'gone' };
      const outcome = await answer(connectionId, event);
      if (outcome.kind === 'delivered') frames.set(connectionId, [...(frames.get(connectionId) ?? []), event]);
      return outcome;
    },
    close: async (connectionId) => {
      if (closed.includes(connectionId)) return { kind: 'gone' };
      closed.push(connectionId);
      return { kind: 'closed' };
    },
  };
};
