import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_reply',
  description: 'Writes the reply to one question, to the store and to the sockets of its person.',
  trigger: { kind: 'queue', queue: 'replies' },
  memoryMegabytes: 512,
  timeoutSeconds: 60,
  environment: ['CONVERSATIONS_TABLE', 'CONNECTIONS_TABLE', 'CONNECTIONS_URL', 'READING_MODEL', 'REVOCATIONS_TABLE'],
  permissions: [
    { on: 'table', table: 'conversations', actions: ['PutItem', 'UpdateItem', 'Query'] },
    // UpdateItem: a connection is told once that its authority ends. DELETE: the oldest of too many are closed.
    { on: 'table', table: 'connections', actions: ['Query', 'DeleteItem', 'UpdateItem'] },
    { on: 'table', table: 'revocations', actions: ['GetItem'] },
    { on: 'connections', methods: ['POST', 'DELETE'] },
    { on: 'reading-model' },
  ],
  alarm: 'Replies are not written: people see their question accepted, and then wait in vain or read that it failed.',
});
