import {
  type ReplyJob,
  type ReplyLog,
  replyJobSchema,
  type WriteReplyDeps,
  type WriteReplyOutcome,
  writeReply,
} from '@tarotchat/chat';
import { queues } from '@tarotchat/declarations';
import { CodedError } from '@tarotchat/errors';
import { type LogFields, type Logger, type QueueJob, queueConsumer } from '@tarotchat/lambda-kit';
import { parseJson } from '@tarotchat/protocol';

export type HandlerDeps = Omit<WriteReplyDeps, 'log'> & { readonly logger: Logger };

/** The part of the Lambda context that is used. */
export type InvocationContext = { readonly awsRequestId: string; readonly getRemainingTimeInMillis: () => number };

// Kept back from the function's time: to store the end of the reply, and then for frames that are on their way.
const endReserveMs = 8_000;
const settleReserveMs = 2_000;

export const createHandler = ({ logger, ...deps }: HandlerDeps) => {
  const work = async (queueJob: QueueJob, requestId: string, endsAtMs: number): Promise<void> => {
    const job = readJob(queueJob.body);
    const fields = { requestId, ...logFields(job, queueJob) };
    try {
      const outcome = await writeReply({ ...deps, log: replyLog(logger, fields) })({
        job,
        isLast: queueJob.receiveCount >= queues.replies.maxReceiveCount,
        deadlineMs: endsAtMs - endReserveMs,
        settleByMs: endsAtMs - settleReserveMs,
      });
      logger.info('reply ended', { ...fields, outcome: outcome.kind, ...countsOf(outcome) });
    } catch (error) {
      logger.error('reply failed', error, fields);
      throw error;
    }
  };

  return (event: unknown, context: InvocationContext): Promise<void> => {
    const endsAtMs = deps.now() + context.getRemainingTimeInMillis();
    return queueConsumer((queueJob) => work(queueJob, context.awsRequestId, endsAtMs))(event);
  };
};

/** A parser's own error would quote the question in the log. */
const readJob = (body: string): ReplyJob => {
  const json = parseJson(body);
  if (json.kind === 'refused') throw new CodedError('INTERNAL', { message: 'The job is not JSON.' });
  return replyJobSchema.parse(json.value);
};

/** What the reply outlives names the job too. */
const replyLog = (logger: Logger, fields: LogFields): ReplyLog => ({
  warn: (sentence, more) => logger.warn(sentence, { ...fields, ...more }),
});

/** `correlationId` is the request that brought the question. */
const logFields = ({ sessionId, messageId, correlationId }: ReplyJob, { queueMessageId, receiveCount }: QueueJob) => ({
  correlationId,
  sessionId,
  messageId,
  queueMessageId,
  receiveCount,
});

const countsOf = (outcome: WriteReplyOutcome) =>
  outcome.kind === 'completed' || outcome.kind === 'stopped'
    ? { frames: outcome.frames, textBytes: outcome.textBytes }
    : {};
