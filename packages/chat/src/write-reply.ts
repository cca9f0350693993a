import { problem } from '@tarotchat/errors';
import { errorEvent } from '@tarotchat/protocol';
import type { ClaimOutcome } from './conversation-store.ts';
import { closeExcess, splitExcess } from './excess-connections.ts';
import type { ReplyAttempt, WriteReplyDeps, WriteReplyOutcome } from './reply-attempt.ts';
import { type ReplyAudience, replyAudience } from './reply-audience.ts';
import { streamReply } from './stream-reply.ts';

/**
 * Writes the reply to one question: claims it in one transaction, asks once who is connected, streams the reading to
 * them, stores it in one conditional write. A delivery that follows a crash begins again with the recorded cards; one
 * that follows the end does nothing. Connections beyond the limit are noticed here, and the oldest closed.
 *
 * @throws CodedError `READING_FAILED` when the model failed or took too long: the queue delivers the job again, or
 * dead-letters it after the last attempt, whose failure is stored and sent. Errors of the stores are passed on.
 */
export const writeReply =
  (deps: WriteReplyDeps) =>
  async (attempt: ReplyAttempt): Promise<WriteReplyOutcome> => {
    const { job } = attempt;
    const cards = deps.drawCards(job.spread, job.language);
    const claim = await deps.conversations.claimReply({ ...job, cards, nowMs: deps.now() });
    if (claim.kind === 'already-claimed' && claim.reply.status !== 'writing') return { kind: 'already-ended' };

    const { kept, excess } = splitExcess(await deps.connections.listLive(job.userId, deps.now()));
    const closing = closeExcess(deps)(excess);
    const audience = replyAudience(deps, kept);
    try {
      const refused = refusal(claim);
      if (refused) {
        audience.send(errorEvent(refused.problem, { messageId: job.messageId }));
        return { kind: refused.kind };
      }
      const recorded = claim.kind === 'already-claimed' ? { ...claim.question, cards: claim.reply.cards } : job;
      const { text: question, spread, language } = recorded;
      const reading = { question, spread, language, cards: 'cards' in recorded ? recorded.cards : cards };
      return await streamReply(deps, { ...attempt, audience, reading });
    } finally {
      await settle(deps, { audience, closing, byMs: attempt.settleByMs });
    }
  };

const refusal = (claim: ClaimOutcome) => {
  switch (claim.kind) {
    case 'session-not-found':
      return { kind: claim.kind, problem: problem('SESSION_NOT_FOUND') };
    case 'over-quota':
      return {
        kind: claim.kind,
        problem: problem('TOO_MANY_REQUESTS', { retryAfterSeconds: claim.retryAfterSeconds }),
      };
    default:
      return undefined;
  }
};

/** A Lambda is frozen once it has answered: frames on their way are waited for, within reason. */
const settle = async (
  deps: WriteReplyDeps,
  { audience, closing, byMs }: { audience: ReplyAudience; closing: Promise<void>; byMs: number },
): Promise<void> => {
  const timer = new AbortController();
  const timeout = deps.sleep(Math.max(0, byMs - deps.now()), timer.signal);
  await Promise.race([Promise.all([audience.settled(), closing]), timeout]);
  timer.abort();
};
