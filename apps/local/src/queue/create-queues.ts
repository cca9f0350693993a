import type { EmbeddedSqs } from '@tarotchat/embedded-aws/sqs';
import { createQueue } from '@tarotchat/embedded-aws/sqs';
import type { Queue } from '../model/data-stores.ts';
import { SetupError } from '../terraform/document.ts';

/**
 * Creates the stack's queues in the embedded SQS.
 *
 * @returns their URLs there, by ARN.
 */
export const createQueues = async (
  sqs: EmbeddedSqs,
  queues: readonly Queue[],
): Promise<ReadonlyMap<string, string>> => {
  const urls = new Map<string, string>();
  for (const queue of queues) {
    const { queueUrl, queueArn } = await createQueue(sqs.client, queue.queueName, queue.attributes);
    // Redrive policies name dead-letter queues by ARN: the two worlds have to agree.
    if (queueArn !== queue.arn) throw new SetupError(`the embedded SQS made ${queueArn} of ${queue.arn}`);
    urls.set(queue.arn, queueUrl);
  }
  return urls;
};
