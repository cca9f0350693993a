import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_connect',
  description: '$connect: notes who is connected.',
  trigger: { kind: 'websocket', routeKey: '$connect' },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONNECTIONS_TABLE', 'REVOCATIONS_TABLE'],
  permissions: [
    { on: 'table', table: 'connections', actions: ['PutItem'] },
    { on: 'table', table: 'revocations', actions: ['ConditionCheckItem'] },
  ],
  alarm: 'People who are logged in cannot open a socket: they can read old sessions but ask nothing.',
});
