import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_sendMessage',
  description: 'Takes a question from a socket and puts it into the queue of replies.',
  trigger: { kind: 'websocket', routeKey: 'sendMessage' },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONNECTIONS_TABLE', 'REPLIES_QUEUE_URL'],
  permissions: [
    { on: 'queue', queue: 'replies', actions: ['SendMessage'] },
    // Only past the end of the handshake's token: was the connection renewed?
    { on: 'table', table: 'connections', actions: ['GetItem'] },
  ],
  alarm: 'Questions are not taken: people send a message and get an error instead of a reading.',
});
