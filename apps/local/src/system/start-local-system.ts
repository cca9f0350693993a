import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { stackFolder as synthesizedStackFolder } from '@tarotchat/infra';
import { createAwsEndpoint } from '../aws/aws-endpoint.ts';
import { type CallLog, type CallRecord, createCallLog } from '../aws/call-log.ts';
import { createForwarder, type ForwardCall } from '../aws/forward-call.ts';
import { createInvokeGate } from '../gateway/invoke-permission.ts';
import { createRestGateway } from '../gateway/rest/rest-gateway.ts';
import { createWebSocketGateway } from '../gateway/websocket/websocket-gateway.ts';
import type { InvocationRecord } from '../lambda/function-pool.ts';
import { startPollers } from '../queue/start-pollers.ts';
import { readTerraformDocument, SetupError } from '../terraform/document.ts';
import type { Clock } from './clock.ts';
import { type EmbeddedServices, startEmbeddedServices } from './embedded-services.ts';
import { type Ground, prepareGround } from './ground.ts';
import { rewriteAddresses } from './local-addresses.ts';
import { outlineStack, readLocalStack } from './local-stack.ts';
import { originHandlers } from './origin-handlers.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { type Functions, startFunctions } from './start-functions.ts';
import { startLogin } from './start-login.ts';

/** How to start; everything may be left away. */
export type LocalSystemOptions = {
  /** 0, the default, takes any. */
  readonly port?: number;
  /** Left away: a temporary one, removed at the end. */
  readonly dataFolder?: string;
  /** Empties the data folder first. */
  readonly fresh?: boolean;
  readonly clock?: Clock;
  /** The built page; apps/web/dist where it is left away. */
  readonly webFolder?: string;
  /** Folder of a synthesized cdk.tf.json; the one of tarotchat-local where it is left away. */
  readonly stackFolder?: string;
  /** Takes one line of what a developer has to see; nothing where it is left away. */
  readonly log?: (line: string) => void;
};

/** The running system. */
export type LocalSystem = {
  /** `http://localhost:<port>`: page, `/api`, `/cognito`. */
  readonly origin: string;
  readonly webSocketUrl: string;
  readonly dataFolder: string;
  /** Names of the functions that run. */
  readonly functionNames: readonly string[];
  /** SDK calls of functions. */
  readonly calls: { readonly all: () => readonly CallRecord[]; readonly clear: () => void };
  readonly invocations: { readonly all: () => readonly InvocationRecord[]; readonly clear: () => void };
  /** The last lines that a function wrote. */
  readonly logLines: (functionName: string) => readonly string[];
  /** Time of gateway, login and reaper; the functions' own goes on as it does. */
  readonly clock: { readonly now: () => number; readonly advance: (milliseconds: number) => Promise<void> };
  /** Endpoints of the embedded services themselves, where no policy is asked: for what a test arranges or looks at. */
  readonly embedded: { readonly dynamoDb: string; readonly sqs: string };
  readonly stop: () => Promise<void>;
};

const builtWebFolder = join(import.meta.dirname, '..', '..', '..', 'web', 'dist');

/**
 * Runs the synthesized local stack on this machine.
 *
 * @throws SetupError with one line that says what to do where something is missing or taken.
 */
export const startLocalSystem = async (options: LocalSystemOptions = {}): Promise<LocalSystem> => {
  const shutdown = createShutdown();
  try {
    return await start(options, shutdown);
  } catch (error) {
    // What made the start fail matters more than what then did not end well.
    await shutdown.run().catch(() => {});
    throw error;
  }
};

const start = async (options: LocalSystemOptions, shutdown: Shutdown): Promise<LocalSystem> => {
  const warn = options.log ?? (() => {});
  const stackFolder = options.stackFolder ?? synthesizedStackFolder('local');
  const webFolder = options.webFolder ?? builtWebFolder;
  const document = await readTerraformDocument(join(stackFolder, 'cdk.tf.json'));
  await requireBuiltPage(webFolder);
  const { port = 0, dataFolder, fresh = false, clock } = options;
  const ground = await prepareGround({ port, dataFolder, fresh, clock }, shutdown);

  const outline = outlineStack(document);
  const { origin, awsEndpoint, secrets } = ground;
  const login = await startLogin({
    ...ground,
    pool: outline.pool,
    dataFolder: ground.data.cognitoFolder,
    rewrite: rewriteAddresses({ ...outline, origin, awsEndpoint }),
    warn,
  });
  shutdown.later(login.stop);
  const stack = readLocalStack(document, outline, {
    stackFolder,
    origin,
    awsEndpoint,
    jwks: login.jwks,
    clientSecret: outline.pool ? secrets.clientSecret(outline.pool.client.clientId) : '',
  });
  return run({ ground, login, stack, webFolder, warn, shutdown });
};

type Prepared = {
  readonly ground: Ground;
  readonly login: Awaited<ReturnType<typeof startLogin>>;
  readonly stack: ReturnType<typeof readLocalStack>;
  readonly webFolder: string;
  readonly warn: (line: string) => void;
  readonly shutdown: Shutdown;
};

const run = async (prepared: Prepared): Promise<LocalSystem> => {
  const { ground, stack, warn, shutdown } = prepared;
  const { clock, data, origin } = ground;
  const services = await startEmbeddedServices({
    ...ground,
    ...stack,
    databaseFile: data.databaseFile,
    backlogFile: data.backlogFile,
    shutdown,
    warn,
  });
  const forwarder = createForwarder();
  shutdown.later(forwarder.stop);
  const functions = await startFunctions({ stack, ground, shutdown, warn });
  const calls = createCallLog();
  serve(prepared, { services, functions, calls, forward: forwarder.forward });
  const { pool, identities, functionLog } = functions;
  const polled = { client: services.sqs.client, queueUrls: services.queueUrls, mappings: stack.mappings };
  shutdown.later(startPollers({ ...polled, invoke: pool.invoke, identities, warn }));

  return {
    origin,
    webSocketUrl: `${origin.replace(/^http/, 'ws')}/${stack.webSocketApis[0]?.stage ?? ''}`,
    dataFolder: data.folder,
    functionNames: stack.functions.map(({ functionName }) => functionName),
    calls: { all: calls.all, clear: calls.clear },
    invocations: pool.invocations,
    logLines: functionLog.lines,
    clock: { now: clock.now, advance: clock.advance },
    embedded: { dynamoDb: services.dynamoDb.endpoint, sqs: services.sqs.endpoint },
    stop: shutdown.run,
  };
};

type Started = {
  readonly services: EmbeddedServices;
  readonly functions: Functions;
  readonly calls: CallLog;
  readonly forward: ForwardCall;
};

/** Opens the two doors: the origin for people, the endpoint for functions. */
const serve = (prepared: Prepared, { services, functions, calls, forward }: Started): void => {
  const { ground, login, stack, webFolder, warn, shutdown } = prepared;
  const mayInvoke = createInvokeGate(stack.permissions);
  const gateway = { invoke: functions.pool.invoke, mayInvoke, clock: ground.clock, warn };
  const webSockets = stack.webSocketApis.map((api) => createWebSocketGateway(gateway, api));
  const restGateways = stack.restApis.map((api) => createRestGateway(gateway, api));
  shutdown.later(() => {
    for (const { stop } of webSockets) stop();
  });

  const handleAws = createAwsEndpoint({
    identities: functions.identities,
    inventory: stack,
    calls,
    forward,
    dynamoDb: services.dynamoDb.endpoint,
    sqs: services.sqs.endpoint,
    webSockets,
    handleCognito: login.handleSdk,
    warn,
  });
  ground.awsServer.serve({ handle: handleAws });
  const page = { webFolder, webConfig: stack.webConfig };
  ground.originServer.serve(originHandlers({ ...page, restGateways, webSockets, handleCognito: login.handle, warn }));
};

const requireBuiltPage = async (webFolder: string): Promise<void> => {
  try {
    await access(webFolder);
  } catch (cause) {
    throw new SetupError(`the page is not built (${webFolder} is missing): run "pnpm build" first`, { cause });
  }
};
