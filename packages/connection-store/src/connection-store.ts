import type { UserId } from '@tarotchat/protocol';
import type { Connection } from './connection.ts';

/** Names one connection; both halves are the key. */
export type ConnectionKey = Pick<Connection, 'userId' | 'connectionId'>;

/** What became of the wish to tell a connection that its authority ends. */
export type NoticeOutcome =
  /** Nobody has told it yet, and nobody else will: tell it. */
  | { readonly kind: 'first' }
  | { readonly kind: 'told' }
  /** It was renewed since it was read, until then (epoch seconds). */
  | { readonly kind: 'renewed'; readonly authExpiresAt: number }
  | { readonly kind: 'gone' };

/** Who is connected. Nothing of one user can be reached with another user's id. */
export type ConnectionStore = {
  /** Notes an open connection: 1 write. The same key again replaces what was noted. */
  readonly add: (connection: Connection) => Promise<void>;
  /** Forgets a connection: 1 delete. One that is not there is no error. */
  readonly remove: (key: ConnectionKey) => Promise<void>;
  /**
   * The user's connections whose `expiresAt` is later than `nowMs` (epoch milliseconds): 1 query, all pages.
   * Rows that the TTL has not deleted yet are left out. `authExpiresAt` is not looked at: callers decide.
   */
  readonly listLive: (userId: UserId, nowMs: number) => Promise<readonly Connection[]>;
  /** One connection as it is noted now: 1 read that sees every renewal that has resolved. */
  readonly find: (key: ConnectionKey) => Promise<Connection | undefined>;
  /** Notes that the connection is told of the end of the authority it was read with: 1 conditional write. */
  readonly noteExpiring: (connection: Connection) => Promise<NoticeOutcome>;
};
