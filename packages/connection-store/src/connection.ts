import { connectionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';

/** Longest life of a WebSocket connection in API Gateway: 2 hours, whatever happens on it. */
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
export const connectionLifeSeconds = 2 * 60 * 60;

/** The shape of a {@link Connection}; adapters parse with it what they read back. */
export const connectionSchema = z.object({
  userId: userIdSchema,
  connectionId: connectionIdSchema,
  /** The login (`origin_jti`) that opened it: signing out closes its sockets. */
  tokenFamily: tokenFamilySchema,
  /** When API Gateway opened it, in epoch milliseconds. */
  connectedAtMs: z.int().check(z.nonnegative()),
  /** Until when its token lets it speak and be spoken to, in epoch seconds. */
  authExpiresAt: z.int().check(z.nonnegative()),
  /** From when it cannot be open any more, in epoch seconds: the TTL of the row. */
  expiresAt: z.int().check(z.positive()),
});

/** One open socket of one person. */
export type Connection = z.output<typeof connectionSchema>;
