import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_getsessionmsg',
  description: 'GET /sessions/{sessionId}: the questions and replies of one session of the caller.',
  trigger: {
    kind: 'rest',
    routes: [{ method: 'GET', path: '/sessions/{sessionId}', authorization: { kind: 'token' } }],
  },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONVERSATIONS_TABLE'],
  permissions: [{ on: 'table', table: 'conversations', actions: ['Query'] }],
  alarm: 'People cannot open a past session: its questions and replies do not load.',
});
