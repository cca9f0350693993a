import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sqsReplyQueue } from '@tarotchat/chat/sqs';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({
  queue: sqsReplyQueue({ client: new SQSClient(), queueUrl: env.REPLIES_QUEUE_URL }),
  connections: dynamoConnectionStore({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: env.CONNECTIONS_TABLE,
  }),
  now: Date.now,
  logger: jsonLogger(lambda.functionName),
});
