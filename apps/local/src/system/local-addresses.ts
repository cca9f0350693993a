import type { RestApi } from '../model/rest-api.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { WebSocketApi } from '../model/websocket-api.ts';

/** Where the parts of AWS are on this machine. */
export type LocalAddresses = {
  /** `http://localhost:3001`. */
  readonly origin: string;
  /** Endpoint of all SDK calls. */
  readonly awsEndpoint: string;
  readonly pool: Pick<UserPool, 'domain' | 'region'> | undefined;
  readonly webSocketApis: readonly Pick<WebSocketApi, 'apiId' | 'region' | 'stage'>[];
  readonly restApis: readonly Pick<RestApi, 'apiId' | 'region' | 'stage'>[];
};

/** The origin that the local stack was written for. */
const writtenOrigin = 'http://localhost:3001';

/**
 * Turns the AWS host names in a text into this machine's. The `wss:` URL of a WebSocket API is where clients connect,
 * its `https:` URL where its connections are managed.
 */
export const rewriteAddresses = (addresses: LocalAddresses): ((text: string) => string) => {
  const { origin, awsEndpoint, pool, webSocketApis, restApis } = addresses;
  const webSocketOrigin = origin.replace(/^http/, 'ws');
  const host = (api: { apiId: string; region: string }): string =>
    `${api.apiId}.execute-api.${api.region}.amazonaws.com`;
  const pairs: [string, string][] = [
    ...webSocketApis.flatMap((api): [string, string][] => [
      [`wss://${host(api)}/${api.stage}`, `${webSocketOrigin}/${api.stage}`],
      [`https://${host(api)}/${api.stage}`, `${awsEndpoint}/${api.apiId}/${api.stage}`],
    ]),
    ...restApis.map((api): [string, string] => [`https://${host(api)}/${api.stage}`, `${origin}/${api.stage}`]),
    [`https://${pool?.domain}.auth.${pool?.region}.amazoncognito.com`, `${origin}/cognito`],
    [writtenOrigin, origin],
  ];
  return (text) => pairs.reduce((rewritten, [from, to]) => rewritten.replaceAll(from, to), text);
};

/** The same for every text inside a value. */
export const rewriteDeep = (value: unknown, rewrite: (text: string) => string): unknown => {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((inner) => rewriteDeep(inner, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewriteDeep(inner, rewrite)]));
};
