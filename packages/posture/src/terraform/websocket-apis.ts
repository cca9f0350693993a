import { authorizationIn } from '../authorization.ts';
import { type Fact, known, type Listing, mapFact, unknown } from '../fact.ts';
import { block, flagIn, isDeferred, type JsonNode, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Api, Authorizer, EntryPoint, Stage } from '../surface.ts';
import { argumentsOf, listOwned, type Resource, type Resources } from './resource.ts';

/** APIs of API Gateway v2: WebSocket and HTTP. */
export const websocketApis = (resources: Resources): readonly Api[] =>
  resources.ofType('aws_apigatewayv2_api').map((api) => {
    const at = argumentsOf(api);
    const owned = <T>(type: string, build: (resource: Resource) => T): Listing<T> =>
      listOwned(resources, { type, reference: 'api_id', owner: api }, build);
    return {
      kind: api.values['protocol_type'] === 'WEBSOCKET' ? 'websocket' : 'http',
      id: textIn(member(at, 'id')),
      name: nameOf(api),
      region: api.region,
      defaultEndpointDisabled: flagIn(member(at, 'disable_execute_api_endpoint'), false),
      entryPoints: owned('aws_apigatewayv2_route', entryPointOf(resources)),
      authorizers: owned('aws_apigatewayv2_authorizer', authorizerOf(resources)),
      stages: owned('aws_apigatewayv2_stage', stageOf),
      customDomains: owned('aws_apigatewayv2_api_mapping', ({ values }) => String(values['domain_name'])),
      where: api.address,
    };
  });

/** The `name` argument, or the address where it is not known. */
export const nameOf = ({ address, values }: Resource, argument = 'name'): string => {
  const name = values[argument];
  return typeof name === 'string' && !isDeferred(name) ? name : address;
};

/** The name of the function that a reference means; empty where there is no reference. */
export const functionNamed = (resources: Resources, { value, where }: JsonNode): Fact<string> => {
  const found = resources.named(value, 'aws_lambda_function', 'aws_lambda_alias');
  if (found) return known(nameOf(found, 'function_name'), where);
  if (value === undefined || value === null || value === '') return known('', where);
  if (typeof value !== 'string' || isDeferred(value)) return unknown(where);
  return known(/function:([A-Za-z0-9_-]+)/.exec(value)?.[1] ?? '', where);
};

const entryPointOf =
  (resources: Resources) =>
  (route: Resource): EntryPoint => {
    const at = argumentsOf(route);
    const integration = resources.named(route.values['target'], 'aws_apigatewayv2_integration');
    return {
      key: nameOf(route, 'route_key'),
      authorization: authorizationIn(member(at, 'authorization_type'), 'NONE'),
      authorizer: textIn(member(at, 'authorizer_id'), ''),
      apiKeyRequired: flagIn(member(at, 'api_key_required'), false),
      functionName: integration
        ? functionNamed(resources, member(argumentsOf(integration), 'integration_uri'))
        : unknown(`${route.address}.target`),
      where: route.address,
    };
  };

const authorizerOf =
  (resources: Resources) =>
  (authorizer: Resource): Authorizer => {
    const at = argumentsOf(authorizer);
    return {
      name: nameOf(authorizer),
      type: textIn(member(at, 'authorizer_type')),
      identitySources: textsIn(member(at, 'identity_sources'), []),
      cacheSeconds: numberIn(member(at, 'authorizer_result_ttl_in_seconds'), 0),
      functionName: functionNamed(resources, member(at, 'authorizer_uri')),
      where: authorizer.address,
    };
  };

const stageOf = (stage: Resource): Stage => {
  const at = argumentsOf(stage);
  const defaults = block(at, 'default_route_settings');
  return {
    name: nameOf(stage),
    throttled: mapFact(numberIn(member(defaults, 'throttling_rate_limit'), 0), (limit) => limit > 0),
    accessLogged: presence(member(block(at, 'access_log_settings'), 'destination_arn')),
    dataTraced: flagIn(member(defaults, 'data_trace_enabled'), false),
    metered: flagIn(member(defaults, 'detailed_metrics_enabled'), false),
    traced: unknown('API Gateway v2 has no tracing of its own'),
    where: stage.address,
  };
};

/** True where something is set, whatever it will be. */
export const presence = ({ value, where }: JsonNode): Fact<boolean> =>
  known(value !== undefined && value !== null && value !== '', where);
