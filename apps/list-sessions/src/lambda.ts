import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_listsessions',
  description: 'GET /sessions: the sessions of the caller, newest first.',
  trigger: { kind: 'rest', routes: [{ method: 'GET', path: '/sessions', authorization: { kind: 'token' } }] },
  memoryMegabytes: 256,
  timeoutSeconds: 10,
  environment: ['CONVERSATIONS_TABLE'],
  permissions: [{ on: 'table', table: 'conversations', actions: ['Query'] }],
  alarm: 'People do not see the list of their sessions.',
});
