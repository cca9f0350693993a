import { type Question, type Reply, type Session, sessionBegunBy } from '@tarotchat/protocol';
import type { ReplyClaim } from './conversation-store.ts';
import type { ReplyJob } from './reply-job.ts';
import { sessionTitle } from './session-title.ts';

/** True where the question begins its session, false for a follow-up. */
export const beginsSession = (job: Pick<ReplyJob, 'sessionId' | 'messageId'>): boolean =>
  job.sessionId === sessionBegunBy(job.messageId);

/** The same of a claim over the person's quota: its reply has failed before it began, and draws no cards. */
export const refusedMessages = (claim: ReplyClaim, retryAfterSeconds: number): ReturnType<typeof claimedMessages> => {
  const { reply, ...rest } = claimedMessages(claim);
  const errorCode = 'TOO_MANY_REQUESTS' as const;
  return { ...rest, reply: { ...reply, cards: [], status: 'failed', errorCode, retryAfterSeconds } };
};

/** What a claim stores, in every adapter alike. */
export const claimedMessages = (
  claim: ReplyClaim,
): { readonly question: Question; readonly reply: Reply; readonly session: Session } => {
  const { sessionId, messageId, text, spread, language, cards } = claim;
  const askedAt = new Date(claim.askedAtMs).toISOString();
  const claimedAt = new Date(claim.nowMs).toISOString();
  return {
    question: { kind: 'question', messageId, text, spread, language, createdAt: askedAt },
    reply: { kind: 'reply', messageId, status: 'writing', text: '', cards: [...cards], createdAt: claimedAt },
    session: { sessionId, title: sessionTitle(text), createdAt: askedAt, updatedAt: claimedAt },
  };
};
