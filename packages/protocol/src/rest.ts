import * as z from 'zod/mini';
import { messageIdSchema, sessionIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { drawnCardSchema, languageSchema, spreadIdSchema } from './reading.ts';
import { errorCodeSchema } from './server-event.ts';

/** ISO 8601 in UTC, with milliseconds. */
const timestamp = z.iso.datetime();

/** Opaque: give back what the last page gave as `nextCursor`. */
export const cursorSchema = z.string().check(z.minLength(1), z.maxLength(limits.cursorCharacters));

/** One line of the list of sessions. */
export const sessionSchema = z.object({
  sessionId: sessionIdSchema,
  /** The beginning of the first question. */
  title: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Session = z.output<typeof sessionSchema>;

/** `GET /sessions`: newest first. */
export const sessionPageSchema = z.object({
  sessions: z.array(sessionSchema),
  nextCursor: z.optional(cursorSchema),
});
export type SessionPage = z.output<typeof sessionPageSchema>;

/** A question as it was asked. */
export const questionSchema = z.object({
  kind: z.literal('question'),
  messageId: messageIdSchema,
  text: z.string(),
  spread: spreadIdSchema,
  language: languageSchema,
  createdAt: timestamp,
});
export type Question = z.output<typeof questionSchema>;

/**
 * The reply to the question of the same `messageId`. `text` is empty while it is being written; of a `stopped` one it is
 * what was written before its person signed out everywhere.
 */
export const replySchema = z.object({
  kind: z.literal('reply'),
  messageId: messageIdSchema,
  status: z.enum(['writing', 'completed', 'stopped', 'failed']),
  text: z.string(),
  cards: z.array(drawnCardSchema),
  /** Why it failed, with status `failed`. */
  errorCode: z.optional(errorCodeSchema),
  /** With `errorCode` TOO_MANY_REQUESTS: whole seconds after `createdAt` from which on a new question makes sense. */
  retryAfterSeconds: z.optional(z.int().check(z.positive())),
  createdAt: timestamp,
});
export type Reply = z.output<typeof replySchema>;

/** `GET /sessions/{sessionId}`: questions and replies, oldest first. */
export const messagePageSchema = z.object({
  sessionId: sessionIdSchema,
  messages: z.array(z.discriminatedUnion('kind', [questionSchema, replySchema])),
  nextCursor: z.optional(cursorSchema),
});
export type MessagePage = z.output<typeof messagePageSchema>;

/** `POST /auth/token`: the code of the hosted login, with the PKCE verifier (RFC 7636). */
export const tokenRequestSchema = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(2_048)),
  // RFC 7636, section 4.1: 43 to 128 unreserved characters.
  codeVerifier: z
    .string()
    .check(z.regex(/^[A-Za-z0-9._~-]{43,128}$/, { error: 'must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~' })),
  redirectUri: z.url().check(z.maxLength(2_048)),
});
export type TokenRequest = z.output<typeof tokenRequestSchema>;

/** Answer of `POST /auth/token` and `POST /auth/refresh`; the refresh token stays in its HttpOnly cookie. */
export const tokenAnswerSchema = z.object({
  /** For memory only: never store it. */
  accessToken: z.string(),
  expiresInSeconds: z.int().check(z.positive()),
  /** What to call the person, where the login provider says so. */
  displayName: z.optional(z.string()),
});
export type TokenAnswer = z.output<typeof tokenAnswerSchema>;
