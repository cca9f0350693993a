import * as z from 'zod/mini';

/**
 * The event of an SQS event source mapping with batch size 1.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const queueEventSchema = z.object({
  Records: z
    .array(
      z.object({
        messageId: z.string(),
        body: z.string(),
        attributes: z.object({
          ApproximateReceiveCount: z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number)),
        }),
      }),
    )
    .check(z.length(1)),
});

/** One job as it came out of the queue. */
export type QueueJob = {
  readonly body: string;
  /** 1 on the first delivery. */
  readonly receiveCount: number;
  /** Id that SQS gave the message. */
  readonly queueMessageId: string;
};

/** A consumer of single jobs: when `work` throws, the queue delivers the job again and at last dead-letters it. */
export const queueConsumer =
  (work: (job: QueueJob) => Promise<void>) =>
  async (event: unknown): Promise<void> => {
    for (const record of queueEventSchema.parse(event).Records) {
      await work({
        body: record.body,
        receiveCount: record.attributes.ApproximateReceiveCount,
        queueMessageId: record.messageId,
      });
    }
  };
