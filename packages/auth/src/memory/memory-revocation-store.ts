import type { TokenFamily } from '@tarotchat/protocol';
import type { RevocationStore } from '../revocation-store.ts';

/** Keeps revoked families in this process; for tests. Passes the contract suite of the DynamoDB adapter. */
export const memoryRevocationStore = (): RevocationStore => {
  const revoked = new Map<TokenFamily, number>();
  return {
    isRevoked: async (tokenFamily) => revoked.has(tokenFamily),
    revoke: async (tokenFamily, untilSeconds) => {
      revoked.set(tokenFamily, untilSeconds);
    },
  };
};
