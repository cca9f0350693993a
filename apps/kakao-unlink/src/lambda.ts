import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_unlink',
  description: 'Kakao’s unlink webhook: whoever takes the link to Kakao away is signed out everywhere.',
  trigger: {
    kind: 'rest',
    routes: [
      {
        method: 'POST',
        path: '/webhooks/kakao/unlink',
        authorization: {
          kind: 'none',
          because:
            'Kakao has no token of ours: the proof is the admin key of the Kakao app, compared in constant time.',
        },
      },
    ],
  },
  // Kakao waits 3 s, and the pool is an ocean away.
  memoryMegabytes: 512,
  timeoutSeconds: 10,
  environment: ['CONNECTIONS_TABLE', 'CONNECTIONS_URL', 'KAKAO_ADMIN_KEY_SHA256', 'REVOCATIONS_TABLE', 'USER_POOL_ID'],
  permissions: [
    { on: 'table', table: 'revocations', actions: ['PutItem'] },
    { on: 'table', table: 'connections', actions: ['Query'] },
    { on: 'connections', methods: ['DELETE'] },
    { on: 'user-pool', actions: ['AdminGetUser', 'AdminUserGlobalSignOut'] },
  ],
  alarm: 'People who took our access away at Kakao stay logged in here until their tokens end.',
});
