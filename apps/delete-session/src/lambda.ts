import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_deletesession',
  description: 'DELETE /sessions/{sessionId}: removes one session of the caller with all its messages.',
  trigger: {
    kind: 'rest',
    routes: [{ method: 'DELETE', path: '/sessions/{sessionId}', authorization: { kind: 'token' } }],
  },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONVERSATIONS_TABLE'],
  permissions: [
    {
      on: 'table',
      table: 'conversations',
      actions: ['UpdateItem', 'PutItem', 'Query', 'BatchWriteItem', 'DeleteItem'],
    },
  ],
  alarm: 'People cannot delete a session: what they want gone stays stored.',
});
