import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accessTokenVerifier } from '@tarotchat/auth';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { jsonLogger, readOrigins } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({
  verifyAccessToken: accessTokenVerifier({
    userPoolId: env.USER_POOL_ID,
    clientId: env.USER_POOL_CLIENT_ID,
    jwks: env.USER_POOL_JWKS,
  }),
  revocations: dynamoRevocationStore({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: env.REVOCATIONS_TABLE,
  }),
  allowedOrigins: readOrigins(env.ALLOWED_ORIGINS),
  logger: jsonLogger(lambda.functionName),
});
