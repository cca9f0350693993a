import type { TokenFamily, UserId } from '@tarotchat/protocol';
import type { RevocationStore } from '../revocation-store.ts';

/** Keeps sign-outs in this process; for tests. Passes the contract suite of the DynamoDB adapter. */
export const memoryRevocationStore = (): RevocationStore => {
  const revoked = new Map<TokenFamily, number>();
  const cutOffs = new Map<UserId, number>();
  return {
    isRevoked: async ({ userId, tokenFamily, signedInAt }) =>
      revoked.has(tokenFamily) || signedInAt <= (cutOffs.get(userId) ?? Number.NEGATIVE_INFINITY),
    revoke: async (tokenFamily, untilSeconds) => {
      revoked.set(tokenFamily, untilSeconds);
    },
    cutOff: async (userId, { atSeconds }) => {
      cutOffs.set(userId, atSeconds);
    },
    cutOffOf: async (userId) => cutOffs.get(userId),
  };
};
