import {
  type ReplyJob,
  replyJobSchema,
  type WriteReplyDeps,
  type WriteReplyOutcome,
  writeReply,
} from '@tarotchat/chat';
import { queues } from '@tarotchat/declarations';
import { CodedError } from '@tarotchat/errors';
import { type Logger, type QueueJob, queueConsumer } from '@tarotchat/lambda-kit';
import { parseJson } from '@tarotchat/protocol';

export type HandlerDeps = Omit<WriteReplyDeps, 'log'> & { readonly logger: Logger };

/** The part of the Lambda context that is used. */
export type InvocationContext = { readonly getRemainingTimeInMillis: () => number };

// Kept back from the function's time: to store the end of the reply, and then for frames that are on their way.
const endReserveMs = 8_000;
const settleReserveMs = 2_000;

export const createHandler = ({ logger, ...deps }: HandlerDeps) => {
  const write = writeReply({ ...deps, log: logger });

  const work = async (queueJob: QueueJob, endsAtMs: number): Promise<void> => {
    const job = readJob(queueJob.body);
    const fields = logFields(job, queueJob);
    try {
      const outcome = await write({
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
    return queueConsumer((queueJob) => work(queueJob, endsAtMs))(event);
  };
};

/** A parser's own error would quote the question in the log. */
const readJob = (body: string): ReplyJob => {
  const json = parseJson(body);
  if (json.kind === 'refused') throw new CodedError('INTERNAL', { message: 'The job is not JSON.' });
  return replyJobSchema.parse(json.value);
};

const logFields = ({ sessionId, messageId }: ReplyJob, { queueMessageId, receiveCount }: QueueJob) => ({
  sessionId,
  messageId,
  queueMessageId,
  receiveCount,
});

const countsOf = (outcome: WriteReplyOutcome) =>
  outcome.kind === 'completed' ? { frames: outcome.frames, textBytes: outcome.textBytes } : {};
