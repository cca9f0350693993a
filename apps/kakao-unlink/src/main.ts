import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { cognitoUserDirectory, userPoolRegion } from '@tarotchat/auth/cognito';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { apiGatewayConnectionGateway } from '@tarotchat/chat/api-gateway';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { tokenLife } from '@tarotchat/declarations';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { kakaoCredential } from './kakao-credential.ts';
import { lambda } from './lambda.ts';

const database = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = createHandler({
  isKakao: kakaoCredential(env.KAKAO_ADMIN_KEY_SHA256),
  directory: cognitoUserDirectory({
    client: new CognitoIdentityProviderClient({ region: userPoolRegion(env.USER_POOL_ID) }),
    userPoolId: env.USER_POOL_ID,
    // Two calls one after the other, and Kakao waits 3 s for the answer.
    timeoutMs: 1_200,
  }),
  revocations: dynamoRevocationStore({ client: database, tableName: env.REVOCATIONS_TABLE }),
  connections: dynamoConnectionStore({ client: database, tableName: env.CONNECTIONS_TABLE }),
  gateway: apiGatewayConnectionGateway({
    client: new ApiGatewayManagementApiClient({ endpoint: env.CONNECTIONS_URL }),
  }),
  tokenLife,
  now: Date.now,
  logger: jsonLogger(lambda.functionName),
});
