import { type EventSourceMapping, type Queue, readEventSourceMappings, readQueues } from '../model/data-stores.ts';
import {
  type InvokePermission,
  type LambdaFunction,
  readFunctions,
  readInvokePermissions,
} from '../model/lambda-function.ts';
import { type RestApi, readRestApis } from '../model/rest-api.ts';
import { type Role, readRoles } from '../model/role.ts';
import { readUserPool, type UserPool } from '../model/user-pool.ts';
import { readWebSocketApis, type WebSocketApi } from '../model/websocket-api.ts';
import type { TerraformDocument } from '../terraform/document.ts';
import { accountId } from '../terraform/local-identity.ts';
import { createResolver, type Resolver, type World } from '../terraform/resolver.ts';
import { rewriteAddresses, rewriteDeep } from './local-addresses.ts';

/** What of the stack is known before anything runs. */
export type StackOutline = {
  readonly pool: UserPool | undefined;
  readonly queues: readonly Queue[];
  readonly webSocketApis: readonly WebSocketApi[];
  readonly restApis: readonly RestApi[];
};

/** The stack as it runs here. */
export type LocalStack = StackOutline & {
  readonly resolver: Resolver;
  readonly functions: readonly LambdaFunction[];
  readonly permissions: readonly InvokePermission[];
  readonly roles: readonly Role[];
  readonly mappings: readonly EventSourceMapping[];
  /** The page's configuration: the output `web_config`. */
  readonly webConfig: unknown;
};

/** What of this run goes into the stack's expressions. */
export type RunFacts = {
  readonly stackFolder: string;
  readonly origin: string;
  readonly awsEndpoint: string;
  readonly jwks: string;
  readonly clientSecret: string;
};

const nothingKnown: World = { variables: {}, attributes: {} };

/** Reads what depends on nothing that runs. */
export const outlineStack = (document: TerraformDocument): StackOutline => {
  const resolver = createResolver(document, nothingKnown);
  return {
    pool: readUserPool(resolver),
    queues: readQueues(resolver),
    webSocketApis: readWebSocketApis(resolver),
    restApis: readRestApis(resolver),
  };
};

/** Reads the whole stack, with this run's addresses and keys in it. */
export const readLocalStack = (document: TerraformDocument, outline: StackOutline, run: RunFacts): LocalStack => {
  const resolver = createResolver(document, worldOf(document, outline, run));
  const rewrite = rewriteAddresses({ ...outline, origin: run.origin, awsEndpoint: run.awsEndpoint });
  return {
    ...outline,
    resolver,
    functions: readFunctions(resolver, run.stackFolder, rewrite),
    permissions: readInvokePermissions(resolver),
    roles: readRoles(resolver),
    mappings: readEventSourceMappings(resolver),
    webConfig: rewriteDeep(resolver.output('web_config'), rewrite),
  };
};

const worldOf = (document: TerraformDocument, { queues }: StackOutline, run: RunFacts): World => ({
  variables: { user_pool_jwks: run.jwks },
  attributes: {
    // The host in a queue's URL beats the endpoint variable in the SDK: it has to be ours.
    ...Object.fromEntries(
      queues.map(({ address, queueName }) => [`${address}.url`, `${run.awsEndpoint}/${accountId}/${queueName}`]),
    ),
    ...Object.fromEntries(
      Object.keys(document.resource['aws_cognito_user_pool_client'] ?? {}).map((name) => [
        `aws_cognito_user_pool_client.${name}.client_secret`,
        run.clientSecret,
      ]),
    ),
  },
});
