import type { TokenFamily, UserId } from '@tarotchat/protocol';
import type { VerifiedCaller } from './access-token-outcome.ts';

/** What a sign-out is about: one login of one person. */
export type Login = Pick<VerifiedCaller, 'userId' | 'tokenFamily' | 'signedInAt'>;

/** Logins that were ended before their tokens expired, one by one or all of a person at once. */
export type RevocationStore = {
  /**
   * Whether the login is signed out: its family was revoked, or its person was cut off at or after the second of the
   * login. 1 read that sees every `revoke` and `cutOff` that has resolved.
   */
  readonly isRevoked: (login: Login) => Promise<boolean>;
  /** Signs the family out: 1 write. After `untilSeconds` (epoch seconds) the store may forget it. */
  readonly revoke: (tokenFamily: TokenFamily, untilSeconds: number) => Promise<void>;
  /** Signs out all logins of the person up to `atSeconds` (epoch seconds): 1 write. Forgotten after `untilSeconds`. */
  readonly cutOff: (
    userId: UserId,
    cutOff: { readonly atSeconds: number; readonly untilSeconds: number },
  ) => Promise<void>;
  /** Up to when the person's logins are signed out, in epoch seconds: 1 read. */
  readonly cutOffOf: (userId: UserId) => Promise<number | undefined>;
};
