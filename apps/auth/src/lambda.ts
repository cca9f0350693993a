import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_auth',
  description: 'Exchanges the code of the hosted login for tokens, refreshes them and signs out.',
  trigger: {
    kind: 'rest',
    routes: [
      {
        method: 'POST',
        path: '/auth/token',
        authorization: {
          kind: 'none',
          because: 'Here an access token is asked for: the proof is the authorization code with its PKCE verifier.',
        },
      },
      {
        method: 'POST',
        path: '/auth/refresh',
        authorization: {
          kind: 'none',
          because: 'The access token may have expired: the proof is the refresh token in the HttpOnly cookie.',
        },
      },
      { method: 'POST', path: '/auth/logout', authorization: { kind: 'token' } },
      { method: 'POST', path: '/auth/logout-all', authorization: { kind: 'token' } },
    ],
  },
  memoryMegabytes: 512,
  timeoutSeconds: 15,
  environment: [
    'ALLOWED_ORIGINS',
    'CONNECTIONS_TABLE',
    'CONNECTIONS_URL',
    'COOKIE_SECURE',
    'HOSTED_LOGIN_URL',
    'REVOCATIONS_TABLE',
    'USER_POOL_CLIENT_ID',
    'USER_POOL_ID',
  ],
  permissions: [
    { on: 'table', table: 'revocations', actions: ['PutItem'] },
    { on: 'table', table: 'connections', actions: ['Query'] },
    { on: 'connections', methods: ['DELETE'] },
    { on: 'user-pool', actions: ['DescribeUserPoolClient', 'AdminUserGlobalSignOut'] },
  ],
  alarm: 'Nobody can log in, and who is logged in is out within the hour because no token is renewed.',
});
