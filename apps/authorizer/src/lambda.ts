import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_authorizer',
  description: 'Decides by the access token who may open a socket and who may call the REST API.',
  trigger: { kind: 'authorizer' },
  // It stands in the way of every handshake, and a function's share of a processor grows with its memory.
  memoryMegabytes: 512,
  timeoutSeconds: 10,
  environment: ['ALLOWED_ORIGINS', 'REVOCATIONS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID', 'USER_POOL_JWKS'],
  permissions: [{ on: 'table', table: 'revocations', actions: ['BatchGetItem'] }],
  alarm:
    'Nobody can open a new socket, and REST calls fail as soon as the answers that API Gateway keeps are 60 s old.',
});
