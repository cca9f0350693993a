import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { sleep } from '@tarotchat/chat';
import { apiGatewayConnectionGateway } from '@tarotchat/chat/api-gateway';
import { bedrockReader } from '@tarotchat/chat/bedrock';
import { drawCards } from '@tarotchat/chat/deck';
import { dynamoConversationStore } from '@tarotchat/chat/dynamodb';
import { offlineReader } from '@tarotchat/chat/offline';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { jsonLogger } from '@tarotchat/lambda-kit';
import { env } from './env.ts';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient());
const management = new ApiGatewayManagementApiClient({
  endpoint: env.CONNECTIONS_URL,
  // A socket that takes no frame must not hold up the others for long.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
});

export const handler = createHandler({
  conversations: dynamoConversationStore({ client, tableName: env.CONVERSATIONS_TABLE }),
  connections: dynamoConnectionStore({ client, tableName: env.CONNECTIONS_TABLE }),
  cutOffs: dynamoRevocationStore({ client, tableName: env.REVOCATIONS_TABLE }),
  gateway: apiGatewayConnectionGateway({ client: management }),
  readingModel:
    env.READING_MODEL === 'offline'
      ? offlineReader()
      : bedrockReader({ client: new BedrockRuntimeClient(), modelId: env.READING_MODEL }),
  drawCards,
  now: Date.now,
  sleep,
  logger: jsonLogger(lambda.functionName),
});
