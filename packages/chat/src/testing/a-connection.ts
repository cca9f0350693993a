import type { Connection } from '@tarotchat/connection-store';
import { connectionIdSchema, tokenFamilySchema } from '@tarotchat/protocol';
import { askedAtMs, aUserId } from './a-reply-job.ts';

const askedAt = Math.floor(askedAtMs / 1_000);

/** A connection opened a minute before the question, good for an hour. */
export const aConnection = (changes: Partial<Connection> = {}): Connection => ({
  userId: aUserId(),
  connectionId: connectionIdSchema.parse(crypto.randomUUID()),
  tokenFamily: tokenFamilySchema.parse('a-family'),
  connectedAtMs: askedAtMs - 60_000,
  authExpiresAt: askedAt + 3_600,
  expiresAt: askedAt + 7_200,
  ...changes,
});
