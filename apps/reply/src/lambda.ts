import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_reply',
  description: 'Writes the reply to one question, to the store and to the sockets of its person.',
  trigger: { kind: 'queue', queue: 'replies' },
  memoryMegabytes: 512,
  timeoutSeconds: 60,
  environment: ['CONVERSATIONS_TABLE', 'CONNECTIONS_TABLE', 'CONNECTIONS_URL', 'READING_MODEL'],
  permissions: [
    { on: 'table', table: 'conversations', actions: ['PutItem', 'UpdateItem', 'Query'] },
    { on: 'table', table: 'connections', actions: ['Query', 'DeleteItem'] },
    { on: 'connections', methods: ['POST'] },
    { on: 'reading-model' },
  ],
  alarm: 'Replies are not written: people see their question accepted, and then wait in vain or read that it failed.',
});
