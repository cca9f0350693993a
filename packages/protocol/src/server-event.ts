import { type ErrorCode, isErrorCode, type Problem } from '@tarotchat/errors';
import * as z from 'zod/mini';
import { messageIdSchema, sessionIdSchema } from './ids.ts';
import { drawnCardSchema, languageSchema, spreadIdSchema } from './reading.ts';

/** An {@link ErrorCode} on the wire. */
export const errorCodeSchema = z.custom<ErrorCode>(isErrorCode);

/** A {@link Problem} on the wire: the body of every REST error, and the tail of every `error` event. */
export const problemSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  field: z.optional(z.string()),
  retryAfterSeconds: z.optional(z.number()),
  /** Name it when reporting a failure. */
  requestId: z.optional(z.string()),
});

const epochSeconds = z.int().check(z.positive());

const ofReply = { sessionId: sessionIdSchema, messageId: messageIdSchema, sequence: z.int().check(z.nonnegative()) };

/**
 * What the server sends over the socket. The frames of one reply share `messageId` and count up in `sequence`
 * from 0 (`reply.started`); a `reply.started` for a reply that was already running means: it begins again,
 * drop the text so far.
 */
export const serverEventSchema = z.discriminatedUnion('type', [
  /** The question is taken and will be answered. The same answer for a repeat of the same `messageId`. */
  z.object({ type: z.literal('message.accepted'), sessionId: sessionIdSchema, messageId: messageIdSchema }),
  z.object({
    type: z.literal('reply.started'),
    ...ofReply,
    spread: spreadIdSchema,
    language: languageSchema,
    cards: z.array(drawnCardSchema),
  }),
  /** The next words; append them. */
  z.object({ type: z.literal('reply.delta'), ...ofReply, text: z.string() }),
  z.object({ type: z.literal('reply.completed'), ...ofReply }),
  z.object({ type: z.literal('reply.failed'), ...ofReply, code: errorCodeSchema, message: z.string() }),
  /** The token that `renewAuth` brought is taken; the connection may speak and is spoken to until then (epoch seconds). */
  z.object({ type: z.literal('session.renewed'), authExpiresAt: epochSeconds }),
  /** Sent once, in the last two minutes, when a frame passes: renew now. `expiresAt` in epoch seconds. */
  z.object({ type: z.literal('session.expiring'), expiresAt: epochSeconds }),
  z.object({ type: z.literal('pong') }),
  z.extend(problemSchema, { type: z.literal('error'), messageId: z.optional(messageIdSchema) }),
]);

/** One frame from the server. */
export type ServerEvent = z.output<typeof serverEventSchema>;
/** The frames of a reply, without `error`, `pong` and `message.accepted`. */
export type ReplyEvent = Extract<ServerEvent, { sequence: number }>;

/** The `error` event for a problem; `messageId` names the question that it answers. */
export const errorEvent = (
  problem: Problem,
  about: { messageId?: z.output<typeof messageIdSchema>; requestId?: string } = {},
): Extract<ServerEvent, { type: 'error' }> => ({ type: 'error', ...problem, ...about });
