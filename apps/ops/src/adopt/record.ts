import { GetResourcesCommand, GetStagesCommand as GetRestStagesCommand } from '@aws-sdk/client-api-gateway';
import { GetRoutesCommand, GetStagesCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetPolicyCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import type { AdoptedFunction, LiveSystem } from '@tarotchat/infra';
import * as z from 'zod/mini';
import type { AwsClients } from '../live-system/aws-clients.ts';
import type { KnownIds } from '../live-system/build-live-system.ts';
import { Stop } from '../stop.ts';

/** Where the live stages are called so; needed only where an API has more than one. */
export type StageNames = { readonly webSocket?: string; readonly rest?: string };

/** Names in AWS of the four functions, by the folder of their app. */
export type AdoptedNames = Readonly<Record<AdoptedFunction, string>>;

/**
 * Reads what an adoption has to know of a live system, beginning with four ids. It changes one thing: each of the four
 * functions gets a version of its present code published, which a rollback will invoke. Publishing again without a
 * change of code gives the same version.
 *
 * @throws Stop `NOT_LIVE` that names what is not there.
 */
export const recordLiveSystem =
  (clients: AwsClients, names: AdoptedNames) =>
  async (known: KnownIds, stageNames: StageNames = {}): Promise<LiveSystem> => ({
    webSocket: await recordWebSocket(clients, known.webSocketApiId, stageNames.webSocket),
    rest: await recordRest(
      clients,
      { apiId: known.restApiId, functionName: names['get-session-messages'] },
      stageNames.rest,
    ),
    functionVersions: {
      connect: await publishedVersion(clients, names.connect),
      disconnect: await publishedVersion(clients, names.disconnect),
      'send-message': await publishedVersion(clients, names['send-message']),
      'get-session-messages': await publishedVersion(clients, names['get-session-messages']),
    },
    logGroups: await recordLogGroups(clients, names),
    login: await recordLogin(clients, known),
  });

const recordWebSocket = async (
  { gatewayV2 }: AwsClients,
  ApiId: string,
  stageName: string | undefined,
): Promise<LiveSystem['webSocket']> => {
  const { Items: routes = [] } = await live(`WebSocket API ${ApiId}`, gatewayV2.send(new GetRoutesCommand({ ApiId })));
  const { Items: stages = [] } = await live(`WebSocket API ${ApiId}`, gatewayV2.send(new GetStagesCommand({ ApiId })));
  const routeOf = (key: string) => {
    const route = routes.find(({ RouteKey }) => RouteKey === key);
    if (!route) throw new Stop('NOT_LIVE', `the WebSocket API ${ApiId} has no route ${key}`);
    return { id: route.RouteId ?? '', integration: (route.Target ?? '').replace('integrations/', '') };
  };
  const [connect, sendMessage, disconnect] = [routeOf('$connect'), routeOf('sendMessage'), routeOf('$disconnect')];
  return {
    apiId: ApiId,
    stageName: onlyStage(
      `WebSocket API ${ApiId}`,
      stages.map(({ StageName }) => StageName ?? ''),
      stageName,
    ),
    routes: { connect: connect.id, disconnect: disconnect.id, 'send-message': sendMessage.id },
    integrations: {
      connect: connect.integration,
      disconnect: disconnect.integration,
      'send-message': sendMessage.integration,
    },
  };
};

const recordRest = async (
  { gateway, lambda }: AwsClients,
  { apiId, functionName }: { readonly apiId: string; readonly functionName: string },
  stageName: string | undefined,
): Promise<LiveSystem['rest']> => {
  const at = { restApiId: apiId };
  const what = `REST API ${apiId}`;
  const { items = [] } = await live(what, gateway.send(new GetResourcesCommand({ ...at, limit: 500 })));
  const { item: stages = [] } = await live(what, gateway.send(new GetRestStagesCommand(at)));
  const sessions = items.find(({ path }) => path === '/sessions');
  const session = items.find(({ parentId, pathPart }) => parentId === sessions?.id && pathPart?.startsWith('{'));
  if (!sessions?.id || !session?.id)
    throw new Stop('NOT_LIVE', `the ${what} has no /sessions with a parameter below it`);
  const { Policy } = await live(
    `function ${functionName}`,
    lambda.send(new GetPolicyCommand({ FunctionName: functionName })),
  );
  return {
    apiId,
    stageName: onlyStage(
      what,
      stages.map((stage) => stage.stageName ?? ''),
      stageName,
    ),
    sessionsResourceId: sessions.id,
    sessionResourceId: session.id,
    sessionPathPart: session.pathPart ?? '',
    permissionStatementId: statementFor(Policy ?? '{}', `:${apiId}/*/GET/sessions/*`, functionName),
  };
};

const policySchema = z.object({
  Statement: z.array(z.looseObject({ Sid: z.string(), Condition: z.optional(z.unknown()) })),
});

const statementFor = (policy: string, source: string, functionName: string): string => {
  const { Statement } = z.parse(policySchema, JSON.parse(policy));
  const found = Statement.find(({ Condition }) => JSON.stringify(Condition ?? {}).includes(`${source}"`));
  if (!found) throw new Stop('NOT_LIVE', `the policy of ${functionName} has no statement for …${source}`);
  return found.Sid;
};

const publishedVersion = async ({ lambda }: AwsClients, name: string): Promise<string> => {
  const { Version } = await live(
    `function ${name}`,
    lambda.send(new PublishVersionCommand({ FunctionName: name, Description: 'before the adoption' })),
  );
  return Version ?? '';
};

const recordLogGroups = async ({ logs }: AwsClients, names: AdoptedNames): Promise<LiveSystem['logGroups']> => {
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/tarotchat_' }),
  );
  const there = new Set(logGroups.map(({ logGroupName }) => logGroupName));
  const folders: readonly AdoptedFunction[] = ['connect', 'disconnect', 'send-message', 'get-session-messages'];
  return folders.filter((folder) => there.has(`/aws/lambda/${names[folder]}`));
};

const recordLogin = async (
  { cognito }: AwsClients,
  { userPoolId, clientId }: KnownIds,
): Promise<LiveSystem['login']> => {
  const { UserPoolClient: client } = await live(
    `client ${clientId} of the user pool ${userPoolId}`,
    cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
  );
  return {
    userPoolId,
    clientId,
    callbackUrls: [...(client?.CallbackURLs ?? [])],
    explicitAuthFlows: [...(client?.ExplicitAuthFlows ?? [])],
  };
};

const onlyStage = (what: string, names: readonly string[], wanted: string | undefined): string => {
  const [first, ...others] = wanted === undefined ? names : names.filter((name) => name === wanted);
  if (first === undefined)
    throw new Stop('NOT_LIVE', `the ${what} has no stage${wanted === undefined ? '' : ` "${wanted}"`}`);
  if (others.length > 0)
    throw new Stop('MISUSE', `the ${what} has the stages ${names.join(', ')}: say which one people use`);
  return first;
};

/** The answer of a call, or one line that says what is not there. */
const live = async <T>(what: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'unknown error';
    if (/NotFound/.test(name)) throw new Stop('NOT_LIVE', `there is no ${what}`, { cause });
    throw new Stop('NOT_LIVE', `the ${what} could not be read: ${name}`, { cause });
  }
};
