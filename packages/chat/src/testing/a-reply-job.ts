import {
  type DrawnCard,
  type MessageId,
  messageIdSchema,
  sessionBegunBy,
  type UserId,
  userIdSchema,
} from '@tarotchat/protocol';
import type { MessageKey, ReplyClaim, SessionKey } from '../conversation-store.ts';
import type { ReplyJob } from '../reply-job.ts';

/** 2026-01-02T03:04:05.678Z. */
export const askedAtMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** The n-th message id of a test; a later one sorts later. */
export const aMessageId = (n: number): MessageId => messageIdSchema.parse(`01KE${String(n).padStart(22, '0')}`);

/** A person nobody else in the test run is. */
export const aUserId = (): UserId => userIdSchema.parse(crypto.randomUUID());

/** The first question of a session, unless `changes` say otherwise. */
export const aReplyJob = (changes: Partial<ReplyJob> = {}): ReplyJob => {
  const messageId = changes.messageId ?? aMessageId(1);
  return {
    userId: aUserId(),
    sessionId: sessionBegunBy(messageId),
    messageId,
    text: '이번 봄에 새 일을 시작해도 될까요?',
    spread: 'one-card',
    language: 'ko',
    askedAtMs,
    ...changes,
  };
};

export const aCard = (changes: Partial<DrawnCard> = {}): DrawnCard => ({
  cardId: 'the-star',
  name: '별',
  orientation: 'upright',
  position: 'guidance',
  positionName: '조언',
  ...changes,
});

/** A claim half a second after the question. */
export const aClaim = (changes: Partial<ReplyClaim> = {}): ReplyClaim => ({
  ...aReplyJob(changes),
  cards: changes.cards ?? [aCard()],
  nowMs: changes.nowMs ?? askedAtMs + 500,
});

export const messageKey = ({ userId, sessionId, messageId }: MessageKey): MessageKey => ({
  userId,
  sessionId,
  messageId,
});
export const sessionKey = ({ userId, sessionId }: SessionKey): SessionKey => ({ userId, sessionId });
