import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoConversationStore } from '@tarotchat/chat/dynamodb';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = createHandler({
  conversations: dynamoConversationStore({ client, tableName: env.CONVERSATIONS_TABLE }),
  logger: jsonLogger(lambda.functionName),
});
