import type { ConnectionStore } from '@tarotchat/connection-store';
import { CodedError, problem } from '@tarotchat/errors';
import {
  type DrawnCard,
  errorEvent,
  type Language,
  type ReplyEvent,
  type SpreadId,
  utf8Bytes,
} from '@tarotchat/protocol';
import { beginsSession } from './claimed-messages.ts';
import { coalesce } from './coalesce.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { ReadingModel, ReadingRequest } from './reading-model.ts';
import { type ReplyAudience, type ReplyAudienceDeps, replyAudience } from './reply-audience.ts';
import type { ReplyJob } from './reply-job.ts';
import { cappedText } from './reply-text.ts';
import { type DeadlineDeps, untilDeadline } from './until-deadline.ts';

/** What writing a reply needs. */
export type WriteReplyDeps = ReplyAudienceDeps &
  DeadlineDeps & {
    readonly conversations: ConversationStore;
    readonly connections: Pick<ConnectionStore, 'remove' | 'listLive'>;
    readonly readingModel: ReadingModel;
    readonly drawCards: (spread: SpreadId, language: Language) => readonly DrawnCard[];
  };

/** One delivery of a job. */
export type ReplyAttempt = {
  readonly job: ReplyJob;
  /** After this delivery the queue gives the job up: a failure is stored. */
  readonly isLast: boolean;
  /** When the reading has to be at its end, in epoch milliseconds; a few seconds before the function is stopped. */
  readonly deadlineMs: number;
  /** When the function gives up waiting for slow sockets, in epoch milliseconds. */
  readonly settleByMs: number;
};

/** How an attempt that is not to be repeated ended. */
export type WriteReplyOutcome =
  | { readonly kind: 'completed'; readonly frames: number; readonly textBytes: number }
  /** An earlier delivery has ended this reply: nothing was written or sent. */
  | { readonly kind: 'already-ended' }
  | { readonly kind: 'session-not-found' }
  /** The session was deleted while the reply was being written; the text is dropped. */
  | { readonly kind: 'dropped' };

/** A post costs about 15 ms and a person reads about 5 words a second: 10 frames a second look like writing. */
const frameIntervalMs = 100;
// At most 24 KB of UTF-8, so a frame stays under the 32 KB that API Gateway meters as one message.
const frameCharacters = 8_000;
const turnsOfHistory = 4;

/**
 * Writes the reply to one question: claims it in one transaction, asks once who is connected, streams the reading to
 * them, stores it in one conditional write. A delivery that follows a crash begins again with the recorded cards; one
 * that follows the end does nothing.
 *
 * @throws CodedError `READING_FAILED` when the model failed or took too long: the queue delivers the job again, or
 * dead-letters it after the last attempt, whose failure is stored and sent. Errors of the stores are passed on.
 */
export const writeReply =
  (deps: WriteReplyDeps) =>
  async (attempt: ReplyAttempt): Promise<WriteReplyOutcome> => {
    const { job } = attempt;
    const drawn = deps.drawCards(job.spread, job.language);
    const claim = await deps.conversations.claimReply({ ...job, cards: drawn, nowMs: deps.now() });
    if (claim.kind === 'already-claimed' && claim.reply.status !== 'writing') return { kind: 'already-ended' };

    const audience = replyAudience(deps, await deps.connections.listLive(job.userId, deps.now()));
    try {
      if (claim.kind === 'session-not-found') {
        audience.send(errorEvent(problem('SESSION_NOT_FOUND'), { messageId: job.messageId }));
        return { kind: 'session-not-found' };
      }
      const recorded =
        claim.kind === 'claimed' ? { ...job, cards: drawn } : { ...claim.question, cards: claim.reply.cards };
      const { text: question, spread, language, cards } = recorded;
      return await streamReply(deps, { ...attempt, audience, reading: { question, spread, language, cards } });
    } finally {
      await settle(deps, audience, attempt.settleByMs);
    }
  };

type Stream = ReplyAttempt & { readonly audience: ReplyAudience; readonly reading: Omit<ReadingRequest, 'history'> };

const streamReply = async (deps: WriteReplyDeps, stream: Stream): Promise<WriteReplyOutcome> => {
  const { job, audience, reading } = stream;
  const of = { sessionId: job.sessionId, messageId: job.messageId };
  const { spread, language, cards } = reading;
  audience.send({ type: 'reply.started', ...of, sequence: 0, spread, language, cards: [...cards] });

  const history = await historyOf(deps, job);
  let sequence = 0;
  let text = '';
  try {
    for await (const frame of frames(deps, stream, history)) {
      sequence += 1;
      text += frame;
      audience.send({ type: 'reply.delta', ...of, sequence, text: frame });
    }
    if (text.trim() === '') throw new Error('the model wrote nothing');
  } catch (cause) {
    if (stream.isLast && (await fail(deps, stream, sequence + 1)) === 'dropped') return { kind: 'dropped' };
    throw new CodedError('READING_FAILED', {}, { cause });
  }

  const end = await deps.conversations.completeReply({ ...of, userId: job.userId, text });
  if (end.kind === 'gone') {
    audience.send(failed(of, sequence + 1, 'SESSION_NOT_FOUND'), { isLast: true });
    return { kind: 'dropped' };
  }
  // Ended by this very write where a lost answer made the SDK repeat it: the reply is complete either way.
  audience.send({ type: 'reply.completed', ...of, sequence: sequence + 1 }, { isLast: true });
  return { kind: 'completed', frames: sequence, textBytes: utf8Bytes(text) };
};

/** A session's first question has no history, and asks for none. */
const historyOf = (deps: WriteReplyDeps, job: ReplyJob) =>
  beginsSession(job) ? [] : deps.conversations.recentTurns(job, turnsOfHistory);

const frames = (deps: WriteReplyDeps, { deadlineMs, reading }: Stream, history: ReadingRequest['history']) => {
  const pieces = untilDeadline(deps, deadlineMs, (signal) => deps.readingModel.read({ ...reading, history, signal }));
  const limits = { intervalMs: frameIntervalMs, maxCharacters: frameCharacters };
  return coalesce(deps, limits)(cappedText(pieces, reading.language));
};

const fail = async (
  deps: WriteReplyDeps,
  { job, audience }: Stream,
  sequence: number,
): Promise<'failed' | 'dropped'> => {
  const { userId, sessionId, messageId } = job;
  const end = await deps.conversations.failReply({ userId, sessionId, messageId, errorCode: 'READING_FAILED' });
  const code = end.kind === 'gone' ? 'SESSION_NOT_FOUND' : 'READING_FAILED';
  audience.send(failed({ sessionId, messageId }, sequence, code), { isLast: true });
  return end.kind === 'gone' ? 'dropped' : 'failed';
};

const failed = (
  of: Pick<ReplyJob, 'sessionId' | 'messageId'>,
  sequence: number,
  code: 'READING_FAILED' | 'SESSION_NOT_FOUND',
): ReplyEvent => ({ type: 'reply.failed', ...of, sequence, code, message: problem(code).message });

/** A Lambda is frozen once it has answered: frames on their way are waited for, within reason. */
const settle = async (deps: WriteReplyDeps, audience: ReplyAudience, settleByMs: number): Promise<void> => {
  const timer = new AbortController();
  const timeout = deps.sleep(Math.max(0, settleByMs - deps.now()), timer.signal);
  await Promise.race([audience.settled(), timeout]);
  timer.abort();
};
