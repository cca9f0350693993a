import type { Connection, ConnectionStore } from '@tarotchat/connection-store';
import type { ServerEvent } from '@tarotchat/protocol';
import type { ConnectionGateway } from './connection-gateway.ts';
import type { ReplyLog } from './reply-log.ts';

export type ReplyAudienceDeps = {
  readonly gateway: ConnectionGateway;
  readonly connections: Pick<ConnectionStore, 'remove'>;
  readonly now: () => number;
  readonly log: ReplyLog;
};

/** The connections that follow one reply. */
export type ReplyAudience = {
  /** Puts a frame on its way to every listener, each in its own order with one post in flight. Never waits. */
  readonly send: (event: ServerEvent, options?: { readonly isLast?: boolean }) => void;
  /** Resolves when everything sent has arrived or was given up. Never rejects. */
  readonly settled: () => Promise<void>;
};

/** Frames that may wait for one slow connection: 5 seconds of a reply. */
const maxWaitingFrames = 50;

type Listener = {
  readonly connection: Connection;
  /** `behind` misses frames from here on, and hears only how the reply ended. */
  state: 'following' | 'behind' | 'gone';
  waiting: number;
  tail: Promise<void>;
};

/**
 * A socket never fails a reply: a gone one is forgotten, one that cannot keep up or whose post fails is left behind,
 * one whose authority has expired is skipped. Whoever is left behind sees the gap in `sequence` and reads the history.
 */
export const replyAudience = (deps: ReplyAudienceDeps, connections: readonly Connection[]): ReplyAudience => {
  const listeners = connections.map(
    (connection): Listener => ({ connection, state: 'following', waiting: 0, tail: Promise.resolve() }),
  );
  return {
    send: (event, { isLast = false } = {}) => {
      for (const listener of listeners) {
        if (listener.state === 'following' && listener.waiting >= maxWaitingFrames) listener.state = 'behind';
        if (listener.state !== 'following' && !isLast) continue;
        listener.waiting += 1;
        listener.tail = listener.tail.then(() => deliver(deps, listener, event, isLast));
      }
    },
    settled: async () => {
      await Promise.all(listeners.map(({ tail }) => tail));
    },
  };
};

const deliver = async (
  deps: ReplyAudienceDeps,
  listener: Listener,
  event: ServerEvent,
  isLast: boolean,
): Promise<void> => {
  listener.waiting -= 1;
  const { connectionId, authExpiresAt } = listener.connection;
  if (listener.state === 'gone' || (listener.state === 'behind' && !isLast)) return;
  if (authExpiresAt * 1_000 <= deps.now()) return;
  try {
    const outcome = await deps.gateway.post(connectionId, event);
    if (outcome.kind === 'busy') listener.state = 'behind';
    if (outcome.kind !== 'gone') return;
    listener.state = 'gone';
    await deps.connections.remove(listener.connection);
  } catch (error) {
    if (listener.state === 'following') listener.state = 'behind';
    deps.log.warn('a frame was not delivered', {
      connectionId,
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
};
