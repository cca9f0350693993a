import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { env } from './env.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler({
  connections: dynamoConnectionStore({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: env.CONNECTIONS_TABLE,
  }),
});
