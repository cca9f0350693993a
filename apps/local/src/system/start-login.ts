import type { IncomingMessage, ServerResponse } from 'node:http';
import { awsException } from '../aws/aws-answer.ts';
import { startCognito } from '../cognito/index.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { Clock } from './clock.ts';
import type { LocalSecrets } from './local-secrets.ts';

/** The login of the stack. */
export type Login = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly handleSdk: (
    operation: string,
    body: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** Public keys of the pool, as JSON. */
  readonly jwks: string;
  readonly stop: () => Promise<void>;
};

export type LoginSettings = {
  readonly pool: UserPool | undefined;
  readonly origin: string;
  readonly dataFolder: string;
  readonly secrets: LocalSecrets;
  readonly clock: Clock;
  /** Turns the origin that the stack was written for into this run's. */
  readonly rewrite: (text: string) => string;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

/** Starts the stand-in for the stack's user pool; a stack without one gets a login that knows nothing. */
export const startLogin = async (settings: LoginSettings): Promise<Login> => {
  const { pool, secrets, rewrite } = settings;
  if (!pool) return noLogin;
  const cognito = await startCognito({
    issuerUrl: `https://cognito-idp.${pool.region}.amazonaws.com/${pool.poolId}`,
    poolId: pool.poolId,
    poolName: pool.poolName,
    client: {
      ...pool.client,
      clientSecret: secrets.clientSecret(pool.client.clientId),
      callbackUrls: pool.client.callbackUrls.map(rewrite),
      logoutUrls: pool.client.logoutUrls.map(rewrite),
    },
    baseUrl: `${settings.origin}/cognito`,
    dataFolder: settings.dataFolder,
    identityProvider: pool.identityProvider,
    now: settings.clock.now,
    log: settings.warn,
  });
  return {
    handle: cognito.handle,
    handleSdk: cognito.handleSdk,
    jwks: JSON.stringify(cognito.jwks),
    stop: cognito.stop,
  };
};

const noLogin: Login = {
  handle: (_, response) => {
    response.writeHead(404).end();
  },
  handleSdk: async () => awsException(400, 'ResourceNotFoundException', 'The stack has no user pool.'),
  jwks: '{"keys":[]}',
  stop: async () => {},
};
