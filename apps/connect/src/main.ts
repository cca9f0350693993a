import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoConnectionAdmission } from '@tarotchat/connection-store/dynamodb';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({
  admission: dynamoConnectionAdmission({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    connectionsTable: env.CONNECTIONS_TABLE,
    revocationsTable: env.REVOCATIONS_TABLE,
  }),
  logger: jsonLogger(lambda.functionName),
});
