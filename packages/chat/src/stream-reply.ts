import { CodedError, type ErrorCode, problem } from '@tarotchat/errors';
import { type ReplyEvent, utf8Bytes } from '@tarotchat/protocol';
import { beginsSession } from './claimed-messages.ts';
import { coalesce } from './coalesce.ts';
import type { ReadingRequest } from './reading-model.ts';
import type { ReplyAttempt, WriteReplyDeps, WriteReplyOutcome } from './reply-attempt.ts';
import type { ReplyAudience } from './reply-audience.ts';
import type { ReplyJob } from './reply-job.ts';
import { cappedText } from './reply-text.ts';
import { stopCheck } from './stop-check.ts';
import { untilDeadline } from './until-deadline.ts';

/** A post costs about 15 ms and a person reads about 5 words a second: 10 frames a second look like writing. */
const frameIntervalMs = 100;
// At most 24 KB of UTF-8, so a frame stays under the 32 KB that API Gateway meters as one message.
const frameCharacters = 8_000;
const turnsOfHistory = 4;

/** One attempt at a claimed reply, with those who follow it. */
export type Stream = ReplyAttempt & {
  readonly audience: ReplyAudience;
  readonly reading: Omit<ReadingRequest, 'history'>;
};

type Written = { text: string; sequence: number };
type ReplyOf = Pick<ReplyJob, 'sessionId' | 'messageId'>;

/** Streams the reading of a claimed reply to its audience and stores how it ended. */
export const streamReply = async (deps: WriteReplyDeps, stream: Stream): Promise<WriteReplyOutcome> => {
  const { job, audience, reading } = stream;
  const of = { sessionId: job.sessionId, messageId: job.messageId };
  const { spread, language, cards } = reading;
  audience.send({ type: 'reply.started', ...of, sequence: 0, spread, language, cards: [...cards] });

  const isToStop = stopCheck(deps, job, audience);
  const written: Written = { text: '', sequence: 0 };
  if (await isToStop()) return stop(deps, job, written);
  const history = await historyOf(deps, job);
  let end: 'ended' | 'stopped';
  try {
    end = await passOn(deps, { ...stream, history, isToStop }, written);
    if (end === 'ended' && written.text.trim() === '') throw new Error('the model wrote nothing');
  } catch (cause) {
    if (stream.isLast && (await fail(deps, stream, written.sequence + 1)) === 'dropped') return { kind: 'dropped' };
    throw new CodedError('READING_FAILED', {}, { cause });
  }
  return end === 'stopped' ? stop(deps, job, written) : complete(deps, stream, written);
};

type Passing = Stream & { readonly history: ReadingRequest['history']; readonly isToStop: () => Promise<boolean> };

/** Passes the words on as they come, until their end or until nobody may have them any more. */
const passOn = async (deps: WriteReplyDeps, stream: Passing, written: Written): Promise<'ended' | 'stopped'> => {
  const { sessionId, messageId } = stream.job;
  for await (const text of frames(deps, stream)) {
    if (await stream.isToStop()) return 'stopped';
    written.sequence += 1;
    written.text += text;
    stream.audience.send({ type: 'reply.delta', sessionId, messageId, sequence: written.sequence, text });
  }
  return 'ended';
};

/** A session's first question has no history, and asks for none. */
const historyOf = (deps: WriteReplyDeps, job: ReplyJob) =>
  beginsSession(job) ? [] : deps.conversations.recentTurns(job, turnsOfHistory);

const frames = (deps: WriteReplyDeps, { deadlineMs, reading, history }: Passing) => {
  const pieces = untilDeadline(deps, deadlineMs, (signal) => deps.readingModel.read({ ...reading, history, signal }));
  const limits = { intervalMs: frameIntervalMs, maxCharacters: frameCharacters };
  return coalesce(deps, limits)(cappedText(pieces, reading.language));
};

const complete = async (
  deps: WriteReplyDeps,
  { job, audience }: Stream,
  { text, sequence }: Written,
): Promise<WriteReplyOutcome> => {
  const { userId, sessionId, messageId } = job;
  const end = await deps.conversations.completeReply({ userId, sessionId, messageId, text });
  if (end.kind === 'gone') {
    audience.send(failed(job, sequence + 1, 'SESSION_NOT_FOUND'), { isLast: true });
    return { kind: 'dropped' };
  }
  // Ended by this very write where a lost answer made the SDK repeat it: the reply is complete either way.
  audience.send({ type: 'reply.completed', sessionId, messageId, sequence: sequence + 1 }, { isLast: true });
  return { kind: 'completed', frames: sequence, textBytes: utf8Bytes(text) };
};

/** Nobody is there to be told: the sockets were closed with the sign-out. */
const stop = async (
  deps: WriteReplyDeps,
  { userId, sessionId, messageId }: ReplyJob,
  { text, sequence }: Written,
): Promise<WriteReplyOutcome> => {
  const end = await deps.conversations.stopReply({ userId, sessionId, messageId, text });
  if (end.kind === 'gone') return { kind: 'dropped' };
  return { kind: 'stopped', frames: sequence, textBytes: utf8Bytes(text) };
};

const fail = async (
  deps: WriteReplyDeps,
  { job, audience }: Stream,
  sequence: number,
): Promise<'failed' | 'dropped'> => {
  const { userId, sessionId, messageId } = job;
  const end = await deps.conversations.failReply({ userId, sessionId, messageId, errorCode: 'READING_FAILED' });
  const code = end.kind === 'gone' ? 'SESSION_NOT_FOUND' : 'READING_FAILED';
  audience.send(failed(job, sequence, code), { isLast: true });
  return end.kind === 'gone' ? 'dropped' : 'failed';
};

const failed = (
  { sessionId, messageId }: ReplyOf,
  sequence: number,
  code: Extract<ErrorCode, 'READING_FAILED' | 'SESSION_NOT_FOUND'>,
): ReplyEvent => ({ type: 'reply.failed', sessionId, messageId, sequence, code, message: problem(code).message });
