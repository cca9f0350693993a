import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_renew',
  description: 'renewAuth: lets an open connection go on under a fresh token of the same person.',
  trigger: { kind: 'websocket', routeKey: 'renewAuth' },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: [
    'CONNECTIONS_TABLE',
    'CONNECTIONS_URL',
    'REVOCATIONS_TABLE',
    'USER_POOL_CLIENT_ID',
    'USER_POOL_ID',
    'USER_POOL_JWKS',
  ],
  permissions: [
    { on: 'table', table: 'connections', actions: ['UpdateItem'] },
    { on: 'table', table: 'revocations', actions: ['ConditionCheckItem'] },
    { on: 'connections', methods: ['POST', 'DELETE'] },
  ],
  alarm: 'Open sockets cannot be renewed: each falls silent when its token ends, and the page has to connect again.',
});
