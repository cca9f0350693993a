import * as z from 'zod/mini';

// https://github.com/ulid/spec: 26 characters of Crockford's base 32, the first at most 7 (128 bits).
const ulid = z.string().check(
  z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, {
    error: 'must be a ULID: 26 characters of 0-9 A-Z without I L O U, upper case',
  }),
);

/** Id of one question; the client makes it (ULID), and a repeat of it starts nothing new. */
export const messageIdSchema = ulid.brand<'MessageId'>();
export type MessageId = z.output<typeof messageIdSchema>;

/** Id of a session: the id of the question that began it. */
export const sessionIdSchema = ulid.brand<'SessionId'>();
export type SessionId = z.output<typeof sessionIdSchema>;

/** Cognito's `sub`: the only thing a user is keyed by. */
export const userIdSchema = z.string().check(z.minLength(1), z.maxLength(128)).brand<'UserId'>();
export type UserId = z.output<typeof userIdSchema>;

/** API Gateway's id of one open socket. */
export const connectionIdSchema = z.string().check(z.minLength(1), z.maxLength(128)).brand<'ConnectionId'>();
export type ConnectionId = z.output<typeof connectionIdSchema>;

/** Cognito's `origin_jti`: all tokens that came of one login share it, and are revoked with it. */
export const tokenFamilySchema = z.string().check(z.minLength(1), z.maxLength(128)).brand<'TokenFamily'>();
export type TokenFamily = z.output<typeof tokenFamilySchema>;

/** A session is named by its first question, so a repeat of that question names the same session. */
export const sessionBegunBy = (messageId: MessageId): SessionId => sessionIdSchema.parse(messageId);
