import type { UserId } from '@tarotchat/protocol';
import type { Unavailable } from './login-tokens.ts';

/** The login's own book of people, by the names that it gives them. */
export type UserDirectory = {
  /** Whose name that is. */
  readonly find: (
    username: string,
  ) => Promise<{ readonly kind: 'found'; readonly userId: UserId } | { readonly kind: 'unknown' } | Unavailable>;
  /** Ends all logins of the person there: no refresh token of them works any more. Unknown people are no error. */
  readonly signOut: (username: string) => Promise<{ readonly kind: 'signed-out' } | Unavailable>;
};
