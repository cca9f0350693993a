import { authorizationIn } from '../authorization.ts';
import { completeListing, type Fact, known, type Listing, mapFact, partialListing, unknown } from '../fact.ts';
import { elements, flagIn, type JsonNode, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Api, Authorizer, EntryPoint, Stage } from '../surface.ts';
import type { AnsweredCall } from './answer-shapes.ts';
import { type Answers, callFor } from './answers.ts';
import { type StatedFacts, statedAt } from './stated-facts.ts';

/** The WebSocket and HTTP APIs that the answers show. */
export const websocketApis = (answers: Answers, stated: StatedFacts): readonly Api[] => {
  const apis = [
    ...answers.all('apigatewayv2-get-api').map(({ node }) => node),
    ...answers.items('apigatewayv2-get-apis', 'Items'),
  ];
  return apis.map((api) => apiOf(answers, stated, { api, isOnly: apis.length === 1 }));
};

const apiOf = (answers: Answers, stated: StatedFacts, { api, isOnly }: { api: JsonNode; isOnly: boolean }): Api => {
  const id = String(member(api, 'ApiId').value);
  const name = String(member(api, 'Name').value);
  const list = <T>(call: AnsweredCall, build: (node: JsonNode) => T): Listing<T> => {
    const answer = answers.about(call, id, isOnly);
    return answer
      ? completeListing(elements(member(answer, 'Items')).map(build), answer.where)
      : partialListing([], callFor(call, `--api-id ${id}`, id));
  };
  const integrations = list('apigatewayv2-get-integrations', (node) => node);
  const stages = list('apigatewayv2-get-stages', stageOf);
  return {
    kind: member(api, 'ProtocolType').value === 'WEBSOCKET' ? 'websocket' : 'http',
    id: textIn(member(api, 'ApiId')),
    name,
    region: mapFact(textIn(member(api, 'ApiEndpoint')), (endpoint) => endpoint.split('.')[2] ?? ''),
    defaultEndpointDisabled: flagIn(member(api, 'DisableExecuteApiEndpoint'), false),
    entryPoints: list('apigatewayv2-get-routes', entryPointOf(integrations)),
    authorizers: list('apigatewayv2-get-authorizers', authorizerOf),
    stages: stages.complete.known ? stages : statedStages(stated, name, stages),
    customDomains: mappedDomains(answers, id),
    where: api.where,
  };
};

const entryPointOf =
  (integrations: Listing<JsonNode>) =>
  (route: JsonNode): EntryPoint => {
    const target = String(member(route, 'Target').value ?? '').replace(/^integrations\//, '');
    const integration = integrations.items.find((node) => member(node, 'IntegrationId').value === target);
    return {
      key: String(member(route, 'RouteKey').value),
      authorization: authorizationIn(member(route, 'AuthorizationType'), 'NONE'),
      authorizer: textIn(member(route, 'AuthorizerId'), ''),
      apiKeyRequired: flagIn(member(route, 'ApiKeyRequired'), false),
      functionName: integration
        ? functionIn(member(integration, 'IntegrationUri'))
        : unknownIntegration(integrations, route),
      where: route.where,
    };
  };

const unknownIntegration = ({ complete }: Listing<JsonNode>, { where }: JsonNode): Fact<string> =>
  complete.known ? unknown(`the integration of ${where}`) : complete;

/** The function in an integration's or authorizer's URI; empty where it is none. */
export const functionIn = (uri: JsonNode): Fact<string> =>
  mapFact(textIn(uri, ''), (text) => /function:([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? '');

const authorizerOf = (authorizer: JsonNode): Authorizer => ({
  name: String(member(authorizer, 'Name').value),
  type: textIn(member(authorizer, 'AuthorizerType')),
  identitySources: textsIn(member(authorizer, 'IdentitySource'), []),
  cacheSeconds: numberIn(member(authorizer, 'AuthorizerResultTtlInSeconds'), 0),
  functionName: functionIn(member(authorizer, 'AuthorizerUri')),
  where: authorizer.where,
});

const stageOf = (stage: JsonNode): Stage => {
  const defaults = member(stage, 'DefaultRouteSettings');
  return {
    name: String(member(stage, 'StageName').value),
    throttled: mapFact(numberIn(member(defaults, 'ThrottlingRateLimit'), 0), (limit) => limit > 0),
    accessLogged: mapFact(
      textIn(member(member(stage, 'AccessLogSettings'), 'DestinationArn'), ''),
      (arn) => arn !== '',
    ),
    dataTraced: flagIn(member(defaults, 'DataTraceEnabled'), false),
    metered: flagIn(member(defaults, 'DetailedMetricsEnabled'), false),
    traced: unknown('API Gateway v2 has no tracing of its own'),
    where: stage.where,
  };
};

/** Custom domains are of both kinds of API; the answers of API Gateway v2 list them all. */
export const mappedDomains = (answers: Answers, id: string): Listing<string> => {
  if (answers.all('apigatewayv2-get-domain-names').length === 0) {
    return partialListing([], callFor('apigatewayv2-get-domain-names', ''));
  }
  const mappings = answers.all('apigatewayv2-get-api-mappings');
  return completeListing(
    mappings
      .filter(({ node }) => elements(member(node, 'Items')).some((mapping) => member(mapping, 'ApiId').value === id))
      .map(({ name }) => name),
    'apigatewayv2-get-api-mappings',
  );
};

/** Stages as people state them, where no answer shows any. */
export const statedStages = (stated: StatedFacts, api: string, unseen: Listing<Stage>): Listing<Stage> => {
  const stages = stated.stages.filter((stage) => stage.api === api);
  if (stages.length === 0 || unseen.complete.known) return unseen;
  const { wouldTell } = unseen.complete;
  return partialListing(
    stages.map((stage) => {
      const fact = (value: boolean | undefined, what: string): Fact<boolean> =>
        value === undefined ? unknown(wouldTell) : known(value, statedAt(stated, `${what} of ${api}`));
      return {
        name: stage.name,
        throttled: fact(stage.throttled, 'throttling'),
        accessLogged: fact(stage.accessLogged, 'access log'),
        dataTraced: unknown(wouldTell),
        metered: fact(stage.metered, 'metrics'),
        traced: unknown(wouldTell),
        where: statedAt(stated, `stages of ${api}`),
      };
    }),
    wouldTell,
  );
};
