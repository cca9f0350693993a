import type { Connection, ConnectionStore } from '@tarotchat/connection-store';
import { limits, type ServerEvent } from '@tarotchat/protocol';
import type { ConnectionGateway } from './connection-gateway.ts';
import type { ReplyLog } from './reply-log.ts';

export type ReplyAudienceDeps = {
  readonly gateway: ConnectionGateway;
  readonly connections: Pick<ConnectionStore, 'remove' | 'noteExpiring'>;
  readonly now: () => number;
  readonly log: ReplyLog;
};

/** The connections that follow one reply. */
export type ReplyAudience = {
  /** Puts a frame on its way to every listener, each in its own order with one post in flight. Never waits. */
  readonly send: (event: ServerEvent, options?: { readonly isLast?: boolean }) => void;
  /** Resolves when everything sent has arrived or was given up. Never rejects. */
  readonly settled: () => Promise<void>;
  /** Whether a socket is there that takes the next frame, as far as is known. */
  readonly isFollowed: () => boolean;
};

/** Frames that may wait for one slow connection: 5 seconds of a reply. */
const maxWaitingFrames = 50;

/** Whether a connection may be spoken to: for long, for the last two minutes, no more. */
type Authority = 'good' | 'ending' | 'over';

type Listener = {
  readonly connection: Connection;
  /** `behind` misses frames from here on, and hears only how the reply ended. */
  state: 'following' | 'behind' | 'gone';
  waiting: number;
  tail: Promise<void>;
  /** Epoch seconds; a renewal moves it on. */
  authExpiresAt: number;
  /** What the row was asked about last. */
  asked: Authority;
};

/**
 * A socket never fails a reply: a gone one is forgotten, one that cannot keep up or whose post fails is left behind,
 * one whose authority has expired is skipped. Whoever is left behind sees the gap in `sequence` and reads the history.
 * Whose authority ends within two minutes is told so, once, behind a frame.
 */
export const replyAudience = (deps: ReplyAudienceDeps, connections: readonly Connection[]): ReplyAudience => {
  const listeners = connections.map(
    (connection): Listener => ({
      connection,
      state: 'following',
      waiting: 0,
      tail: Promise.resolve(),
      authExpiresAt: connection.authExpiresAt,
      asked: 'good',
    }),
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
    isFollowed: () =>
      listeners.some((listener) => listener.state === 'following' && authorityOf(listener, deps.now()) !== 'over'),
  };
};

const deliver = async (
  deps: ReplyAudienceDeps,
  listener: Listener,
  event: ServerEvent,
  isLast: boolean,
): Promise<void> => {
  listener.waiting -= 1;
  if (listener.state === 'gone' || (listener.state === 'behind' && !isLast)) return;
  try {
    const isToBeTold = await askForAuthority(deps, listener);
    if (authorityOf(listener, deps.now()) === 'over') return;
    await post(deps, listener, event);
    const { authExpiresAt } = listener;
    if (isToBeTold) await post(deps, listener, { type: 'session.expiring', expiresAt: authExpiresAt });
  } catch (error) {
    if (listener.state === 'following') listener.state = 'behind';
    deps.log.warn('a frame was not delivered', {
      connectionId: listener.connection.connectionId,
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
};

const post = async (deps: ReplyAudienceDeps, listener: Listener, event: ServerEvent): Promise<void> => {
  const outcome = await deps.gateway.post(listener.connection.connectionId, event);
  if (outcome.kind === 'busy') listener.state = 'behind';
  if (outcome.kind !== 'gone') return;
  listener.state = 'gone';
  await deps.connections.remove(listener.connection);
};

const authorityOf = ({ authExpiresAt }: Listener, nowMs: number): Authority => {
  const leftMs = authExpiresAt * 1_000 - nowMs;
  if (leftMs <= 0) return 'over';
  return leftMs <= limits.expiringNoticeSeconds * 1_000 ? 'ending' : 'good';
};

/**
 * Asks the row where the authority, as far as is known, ends or has ended: it may have been renewed meanwhile. Once for
 * each, so at most two writes a connection and reply, and none as long as no end is near.
 *
 * @returns whether this is the one to tell the connection.
 */
const askForAuthority = async (deps: ReplyAudienceDeps, listener: Listener): Promise<boolean> => {
  const authority = authorityOf(listener, deps.now());
  if (authority === 'good' || authority === listener.asked) return false;
  listener.asked = authority;
  const { connection, authExpiresAt } = listener;
  const outcome = await deps.connections.noteExpiring({ ...connection, authExpiresAt });
  if (outcome.kind === 'renewed') {
    listener.authExpiresAt = outcome.authExpiresAt;
    listener.asked = 'good';
  }
  return outcome.kind === 'first' && authority === 'ending';
};
