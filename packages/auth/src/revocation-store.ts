import type { TokenFamily } from '@tarotchat/protocol';

/** Token families that were signed out before their tokens expired. */
export type RevocationStore = {
  /** Whether the family is signed out: 1 read that sees every `revoke` that has resolved. */
  readonly isRevoked: (tokenFamily: TokenFamily) => Promise<boolean>;
  /** Signs the family out: 1 write. After `untilSeconds` (epoch seconds) the store may forget it. */
  readonly revoke: (tokenFamily: TokenFamily, untilSeconds: number) => Promise<void>;
};
