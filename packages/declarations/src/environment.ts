/**
 * Every environment variable that a function may ask for. A function names the ones it needs in its declaration,
 * infra gives exactly those, and the function's env.ts parses exactly those.
 */
export const environmentVariables = {
  CONNECTIONS_TABLE: 'name of the connections table',
  CONVERSATIONS_TABLE: 'name of the conversations table',
  REVOCATIONS_TABLE: 'name of the revocations table',
  REPLIES_QUEUE_URL: 'URL of the FIFO queue of replies to write',
  CONNECTIONS_URL: 'https URL of the WebSocket API stage, for posting to its connections',
  USER_POOL_ID: 'id of the Cognito user pool, with its region in front',
  USER_POOL_CLIENT_ID: 'id of the app client that tokens must be issued to',
  USER_POOL_JWKS: 'the JSON Web Key Set of the pool as JSON, so that no cold start fetches it; {"keys":[]} fetches',
  HOSTED_LOGIN_URL: 'https URL of the pool’s hosted login, without a path',
  COOKIE_SECURE: '"true" everywhere but on http://localhost',
  ALLOWED_ORIGINS: 'origins of our own pages, separated by spaces: who else asks is refused',
  KAKAO_ADMIN_KEY_SHA256: 'SHA-256, as 64 hexadecimal digits, of the admin key that Kakao’s webhooks present',
  READING_MODEL: '"offline", or the id of a Bedrock model',
} as const;

export type EnvironmentVariable = keyof typeof environmentVariables;
