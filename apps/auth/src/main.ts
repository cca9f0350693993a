import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { cognitoTokens, cognitoUserDirectory, userPoolRegion } from '@tarotchat/auth/cognito';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { apiGatewayConnectionGateway } from '@tarotchat/chat/api-gateway';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { tokenLife } from '@tarotchat/declarations';
import { jsonLogger, readOrigins } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';
import { refreshCookie } from './refresh-cookie.ts';

const cognito = new CognitoIdentityProviderClient({ region: userPoolRegion(env.USER_POOL_ID) });
const database = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = createHandler({
  tokens: cognitoTokens({
    client: cognito,
    userPoolId: env.USER_POOL_ID,
    clientId: env.USER_POOL_CLIENT_ID,
    hostedLoginUrl: env.HOSTED_LOGIN_URL,
  }),
  directory: cognitoUserDirectory({ client: cognito, userPoolId: env.USER_POOL_ID, timeoutMs: 4_000 }),
  allowedOrigins: readOrigins(env.ALLOWED_ORIGINS),
  revocations: dynamoRevocationStore({ client: database, tableName: env.REVOCATIONS_TABLE }),
  connections: dynamoConnectionStore({ client: database, tableName: env.CONNECTIONS_TABLE }),
  gateway: apiGatewayConnectionGateway({
    client: new ApiGatewayManagementApiClient({ endpoint: env.CONNECTIONS_URL }),
  }),
  cookie: refreshCookie({ secure: env.COOKIE_SECURE === 'true', maxAgeSeconds: tokenLife.refreshTokenSeconds }),
  tokenLife,
  now: Date.now,
  logger: jsonLogger(lambda.functionName),
});
