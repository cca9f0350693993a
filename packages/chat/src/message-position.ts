import type { MessageId } from '@tarotchat/protocol';
import * as z from 'zod/mini';

/** The place of a question or a reply within its session: sorts by question, the reply after its question. */
export const messagePositionSchema = z
  .string()
  .check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}#(question|reply)$/))
  .brand<'MessagePosition'>();
export type MessagePosition = z.output<typeof messagePositionSchema>;

/** Where the question or the reply of this id stands. */
export const messagePosition = (messageId: MessageId, kind: 'question' | 'reply'): MessagePosition =>
  messagePositionSchema.parse(`${messageId}#${kind}`);
