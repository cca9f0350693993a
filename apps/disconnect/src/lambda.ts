import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_disconnect',
  description: '$disconnect: forgets the connection.',
  trigger: { kind: 'websocket', routeKey: '$disconnect' },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONNECTIONS_TABLE'],
  permissions: [{ on: 'table', table: 'connections', actions: ['DeleteItem'] }],
  alarm:
    'Closed sockets stay noted until they are found gone: nobody notices, but each reply tries to reach them once.',
});
