import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplyJob } from '../reply-job.ts';
import type { ReplyQueue } from '../reply-queue.ts';

/**
 * {@link ReplyQueue} on an SQS FIFO queue: one SendMessage a job.
 *
 * The group is one session of one user, so its questions are answered in order. The user is part of the deduplication
 * id because SQS deduplicates over the whole queue unless told otherwise: nobody can suppress the question of another
 * person by sending its id first.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
 */
export const sqsReplyQueue = (deps: { readonly client: SQSClient; readonly queueUrl: string }): ReplyQueue => ({
  enqueue: async (job) => {
    const group = `${job.userId}#${job.sessionId}`;
    await deps.client.send(
      new SendMessageCommand({
        QueueUrl: deps.queueUrl,
        MessageBody: bodyOf(job),
        MessageGroupId: group,
        MessageDeduplicationId: `${group}#${job.messageId}`,
      }),
    );
  },
});

/**
 * JSON in characters that SQS takes. It refuses U+FFFE and U+FFFF, which a person's text may hold; what JSON allows to
 * be escaped is, emoji among it, and parses to the same job.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const bodyOf = (job: ReplyJob): string =>
  JSON.stringify(job).replace(
    /[^\u0020-\ud7ff\ue000-\ufffd]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
