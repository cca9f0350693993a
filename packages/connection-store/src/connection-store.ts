import type { UserId } from '@tarotchat/protocol';
import type { Connection } from './connection.ts';

/** Names one connection; both halves are the key. */
export type ConnectionKey = Pick<Connection, 'userId' | 'connectionId'>;

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
};
