import { CodedError } from '@tarotchat/errors';
import { cursorSchema, type SessionId, sessionIdSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';
import { type MessagePosition, messagePositionSchema } from './message-position.ts';

/**
 * An opaque cursor holds the sort key of the last item and nothing else: the partition always comes from the caller's
 * own id, so a cursor that somebody else was given, or that was made up, reaches nobody else's data.
 */
export const writeCursor = (after: SessionId | MessagePosition): string =>
  Buffer.from(JSON.stringify({ after })).toString('base64url');

/** Reads a cursor of the list of sessions. @throws CodedError `INVALID_CURSOR`. */
export const readSessionCursor = (cursor: string): SessionId => readAfter(cursor, sessionIdSchema);

/** Reads a cursor of a session's messages. @throws CodedError `INVALID_CURSOR`. */
export const readMessageCursor = (cursor: string): MessagePosition => readAfter(cursor, messagePositionSchema);

const readAfter = <T extends SessionId | MessagePosition>(cursor: string, schema: z.ZodMiniType<T, string>): T => {
  if (!cursorSchema.safeParse(cursor).success) throw new CodedError('INVALID_CURSOR');
  const parsed = z.object({ after: schema }).safeParse(decode(cursor));
  // Decoders skip what they do not know, parsers drop it; only what we would write ourselves is ours.
  if (!parsed.success || writeCursor(parsed.data.after) !== cursor) throw new CodedError('INVALID_CURSOR');
  return parsed.data.after;
};

const decode = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
