import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsReplyQueue } from '@tarotchat/chat/sqs';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({
  queue: sqsReplyQueue({ client: new SQSClient(), queueUrl: env.REPLIES_QUEUE_URL }),
  now: Date.now,
  logger: jsonLogger(lambda.functionName),
});
