import type { MessageId, Question, Reply } from '@tarotchat/protocol';
import type { Turn } from './reading-model.ts';

/** Of the last `count` turns without the question `except`, those that are completed. Messages stand oldest first. */
export const completedTurns = (
  messages: readonly (Question | Reply)[],
  except: MessageId,
  count: number,
): readonly Turn[] => {
  const replies = new Map(
    messages.filter((message) => message.kind === 'reply').map((reply) => [reply.messageId, reply]),
  );
  return messages
    .filter((message) => message.kind === 'question')
    .filter(({ messageId }) => messageId !== except)
    .slice(-count)
    .flatMap((question) => {
      const reply = replies.get(question.messageId);
      return reply?.status === 'completed' ? [{ question: question.text, reply: reply.text }] : [];
    });
};
