import type { Login } from '@tarotchat/auth';
import type { Connection } from './connection.ts';

/** A connection as it goes on under another token of its person. */
export type Renewal = Login & Pick<Connection, 'connectionId' | 'authExpiresAt'>;

/** What became of a renewal. */
export type RenewOutcome =
  /** Until when the connection may speak now, in epoch seconds: later than what the token says where it could already. */
  | { readonly kind: 'renewed'; readonly authExpiresAt: number }
  | { readonly kind: 'signed-out' }
  /** No such connection is noted: it was closed. */
  | { readonly kind: 'not-connected' };

/**
 * Lets logins have connections. Each operation is 1 transaction that also looks at the login's sign-outs: whoever is
 * noted here was not signed out at that moment, and a sign-out that comes later finds the connection.
 */
export type ConnectionAdmission = {
  /** Notes an open connection unless its login is signed out. The same key again replaces what was noted. */
  readonly admit: (
    connection: Connection,
    login: Login,
  ) => Promise<{ readonly kind: 'admitted' } | { readonly kind: 'signed-out' }>;
  /** Puts a noted connection under a token that lasts longer; one that does not changes nothing. */
  readonly renew: (renewal: Renewal) => Promise<RenewOutcome>;
};
