import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
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
        MessageBody: JSON.stringify(job),
        MessageGroupId: group,
        MessageDeduplicationId: `${group}#${job.messageId}`,
      }),
    );
  },
});
