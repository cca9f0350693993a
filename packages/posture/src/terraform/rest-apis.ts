import { authorizationIn } from '../authorization.ts';
import { type Fact, known, type Listing, mapFact, unknown } from '../fact.ts';
import { block, flagIn, isDeferred, member, numberIn, textIn } from '../json-node.ts';
import type { Api, Authorizer, EntryPoint, Stage } from '../surface.ts';
import { argumentsOf, listOwned, type Resource, type Resources } from './resource.ts';
import { functionNamed, nameOf, presence } from './websocket-apis.ts';

type InApi = { readonly resources: Resources; readonly ofApi: (type: string) => readonly Resource[] };

/** REST APIs. */
export const restApis = (resources: Resources): readonly Api[] =>
  resources.ofType('aws_api_gateway_rest_api').map((api) => {
    const at = argumentsOf(api);
    const ofApi = (type: string) =>
      resources
        .ofType(type)
        .filter(({ values }) => resources.named(values['rest_api_id'], 'aws_api_gateway_rest_api') === api);
    const scope = { resources, ofApi };
    const owned = <T>(type: string, build: (resource: Resource) => T, reference = 'rest_api_id'): Listing<T> =>
      listOwned(resources, { type, reference, owner: api }, build);
    return {
      kind: 'rest',
      id: textIn(member(at, 'id')),
      name: nameOf(api),
      region: api.region,
      defaultEndpointDisabled: flagIn(member(at, 'disable_execute_api_endpoint'), false),
      entryPoints: owned('aws_api_gateway_method', entryPointOf(scope)),
      authorizers: owned('aws_api_gateway_authorizer', authorizerOf(resources)),
      stages: owned('aws_api_gateway_stage', stageOf(scope)),
      customDomains: owned(
        'aws_api_gateway_base_path_mapping',
        ({ values }) => String(values['domain_name']),
        'api_id',
      ),
      where: api.address,
    };
  });

const entryPointOf =
  ({ resources, ofApi }: InApi) =>
  (method: Resource): EntryPoint => {
    const at = argumentsOf(method);
    const path = pathOf(resources, method.values['resource_id'], 0);
    const httpMethod = nameOf(method, 'http_method');
    const integration = ofApi('aws_api_gateway_integration').find(
      ({ values }) =>
        pathOf(resources, values['resource_id'], 0) === path &&
        methodOf(resources, values['http_method']) === httpMethod,
    );
    return {
      key: `${httpMethod} ${path}`,
      authorization: authorizationIn(member(at, 'authorization')),
      authorizer: textIn(member(at, 'authorizer_id'), ''),
      apiKeyRequired: flagIn(member(at, 'api_key_required'), false),
      functionName: integration
        ? functionNamed(resources, member(argumentsOf(integration), 'uri'))
        : unknown(`the integration of ${method.address}`),
      where: method.address,
    };
  };

/** An integration often takes its method from `aws_api_gateway_method.x.http_method`. */
const methodOf = (resources: Resources, value: unknown): string => {
  const method = isDeferred(value) ? resources.named(value, 'aws_api_gateway_method') : undefined;
  return method ? nameOf(method, 'http_method') : String(value);
};

const maximumDepth = 20;

const pathOf = (resources: Resources, id: unknown, depth: number): string => {
  const resource = resources.named(id, 'aws_api_gateway_resource');
  if (!resource || depth > maximumDepth) return '/';
  const parent = pathOf(resources, resource.values['parent_id'], depth + 1);
  return `${parent === '/' ? '' : parent}/${nameOf(resource, 'path_part')}`;
};

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html: cached 300 s where nothing is said. */
const authorizerOf =
  (resources: Resources) =>
  (authorizer: Resource): Authorizer => {
    const at = argumentsOf(authorizer);
    return {
      name: nameOf(authorizer),
      type: textIn(member(at, 'type'), 'TOKEN'),
      identitySources: mapFact(
        textIn(member(at, 'identity_source'), 'method.request.header.Authorization'),
        commaSeparated,
      ),
      cacheSeconds: numberIn(member(at, 'authorizer_result_ttl_in_seconds'), 300),
      functionName: functionNamed(resources, member(at, 'authorizer_uri')),
      where: authorizer.address,
    };
  };

/** `a, b` → a and b. */
export const commaSeparated = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const stageOf =
  ({ resources, ofApi }: InApi) =>
  (stage: Resource): Stage => {
    const name = nameOf(stage, 'stage_name');
    const isThis = (reference: unknown) => resources.named(reference, 'aws_api_gateway_stage') === stage;
    const inApi = new Set(ofApi('aws_api_gateway_method_settings'));
    const settings = resources.ofType('aws_api_gateway_method_settings').find(
      (one) =>
        one.values['method_path'] === '*/*' &&
        // The API may be named by way of its stage, so that Terraform keeps their order.
        (inApi.has(one) || isThis(one.values['rest_api_id'])) &&
        (one.values['stage_name'] === name || isThis(one.values['stage_name'])),
    );
    const at = argumentsOf(stage);
    const all = block(
      settings ? argumentsOf(settings) : { value: undefined, where: `${stage.address} (no settings for */*)` },
      'settings',
    );
    return {
      name,
      // -1 is how the provider writes "no limit".
      throttled: mapFact(numberIn(member(all, 'throttling_rate_limit'), -1), (limit) => limit >= 0),
      accessLogged: presence(member(block(at, 'access_log_settings'), 'destination_arn')),
      dataTraced: flagIn(member(all, 'data_trace_enabled'), false),
      metered: flagIn(member(all, 'metrics_enabled'), false),
      traced: flagIn(member(at, 'xray_tracing_enabled'), false),
      where: stage.address,
    };
  };

/** The custom domains of both kinds of API. */
export const customDomains = (resources: Resources) =>
  resources.ofType('aws_apigatewayv2_domain_name', 'aws_api_gateway_domain_name').map((domain) => ({
    name: nameOf(domain, 'domain_name'),
    tlsPolicy: tlsPolicyOf(domain),
    where: domain.address,
  }));

const tlsPolicyOf = (domain: Resource): Fact<string> => {
  const at = argumentsOf(domain);
  if (domain.type === 'aws_api_gateway_domain_name') return textIn(member(at, 'security_policy'));
  const policy = member(block(at, 'domain_name_configuration'), 'security_policy');
  return policy.value === undefined ? known('TLS_1_2', policy.where) : textIn(policy);
};
