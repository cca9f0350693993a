import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accessTokenVerifier } from '@tarotchat/auth';
import { apiGatewayConnectionGateway } from '@tarotchat/chat/api-gateway';
import { dynamoConnectionAdmission } from '@tarotchat/connection-store/dynamodb';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({
  verifyAccessToken: accessTokenVerifier({
    userPoolId: env.USER_POOL_ID,
    clientId: env.USER_POOL_CLIENT_ID,
    jwks: env.USER_POOL_JWKS,
  }),
  admission: dynamoConnectionAdmission({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    connectionsTable: env.CONNECTIONS_TABLE,
    revocationsTable: env.REVOCATIONS_TABLE,
  }),
  gateway: apiGatewayConnectionGateway({
    client: new ApiGatewayManagementApiClient({ endpoint: env.CONNECTIONS_URL }),
  }),
  logger: jsonLogger(lambda.functionName),
});
