import { tokenAnswerSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';

/**
 * What tabs of this origin tell each other: a refreshed token, so that one refresh serves them all, and the end of the
 * login. It goes from memory to memory; nothing is stored.
 */
export const tabNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refreshed'), answer: tokenAnswerSchema }),
  z.object({ kind: z.literal('signed-out') }),
]);
export type TabNews = z.output<typeof tabNewsSchema>;
