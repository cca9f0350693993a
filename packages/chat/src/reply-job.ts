import { languageSchema, messageIdSchema, sessionIdSchema, spreadIdSchema, userIdSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';

/** One question that waits for its reply, as it travels through the queue. */
export const replyJobSchema = z.object({
  userId: userIdSchema,
  sessionId: sessionIdSchema,
  messageId: messageIdSchema,
  text: z.string(),
  spread: spreadIdSchema,
  language: languageSchema,
  /** When the question was taken, in epoch milliseconds. */
  askedAtMs: z.int().check(z.nonnegative()),
  /** The request that brought the question: the reply's log lines name it too. */
  correlationId: z.optional(z.string().check(z.maxLength(128))),
});
export type ReplyJob = z.output<typeof replyJobSchema>;
