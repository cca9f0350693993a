import * as z from 'zod/mini';
import type { Resolver } from '../terraform/resolver.ts';
import { functionNameOf, type GatewayAuthorizer, readIdentitySource, timeoutSchema } from './gateway-authorizer.ts';
import { readAttributes, readResources, textAttribute } from './read-resource.ts';

/** One method on one resource, with the function behind it. */
export type RestMethod = {
  readonly httpMethod: string;
  /** With `{parameters}`: `/sessions/{sessionId}`. */
  readonly path: string;
  readonly resourceId: string;
  readonly authorizer: GatewayAuthorizer | undefined;
  readonly functionName: string;
  readonly timeoutMs: number;
};

/** How the gateway itself answers, per response type. */
export type GatewayResponse = {
  readonly responseType: string;
  readonly statusCode: number | undefined;
  readonly templates: Readonly<Record<string, string>>;
  /** Header name → expression: `'fixed'`, `method.request.header.X`, `context.x`. */
  readonly headers: Readonly<Record<string, string>>;
};

/** A REST API on its stage. */
export type RestApi = {
  readonly apiId: string;
  readonly stage: string;
  readonly region: string;
  readonly stageArn: string;
  readonly methods: readonly RestMethod[];
  readonly gatewayResponses: readonly GatewayResponse[];
};

const stageSchema = z.object({ rest_api_id: z.string(), stage_name: z.string() });
const resourceSchema = z.object({ parent_id: z.string(), path_part: z.string() });
const methodSchema = z.object({
  rest_api_id: z.string(),
  resource_id: z.string(),
  http_method: z.string(),
  authorization: z.enum(['NONE', 'CUSTOM']),
  authorizer_id: z.optional(z.string()),
});
const integrationSchema = z.object({
  resource_id: z.string(),
  http_method: z.string(),
  type: z.literal('AWS_PROXY'),
  uri: z.string(),
  timeout_milliseconds: timeoutSchema,
});
const authorizerSchema = z.object({
  type: z.literal('REQUEST'),
  authorizer_uri: z.string(),
  identity_source: z._default(z.string(), 'method.request.header.Authorization'),
  authorizer_result_ttl_in_seconds: z._default(z.coerce.number<number>(), 300),
});
const gatewayResponseSchema = z.object({
  rest_api_id: z.string(),
  response_type: z.string(),
  status_code: z.optional(z.coerce.number<string | number>()),
  response_templates: z._default(z.record(z.string(), z.string()), {}),
  response_parameters: z._default(z.record(z.string(), z.string()), {}),
});

/** Reads the REST APIs with their one stage. */
export const readRestApis = (resolver: Resolver): RestApi[] => {
  const stages = readResources(resolver, 'aws_api_gateway_stage', (resource) => ({
    ...readAttributes(resource, stageSchema),
    stageArn: textAttribute(resource, 'execution_arn'),
  }));
  const methods = readMethods(resolver);
  const responses = readGatewayResponses(resolver);

  return readResources(resolver, 'aws_api_gateway_rest_api', (resource) => {
    const apiId = textAttribute(resource, 'id');
    const stage = stages.find(({ rest_api_id }) => rest_api_id === apiId);
    if (!stage) throw new Error('it has no stage');
    return {
      apiId,
      stage: stage.stage_name,
      region: resource.region,
      stageArn: stage.stageArn,
      methods: methods.filter((method) => method.apiId === apiId).map(({ method }) => method),
      gatewayResponses: responses.filter((response) => response.apiId === apiId).map(({ response }) => response),
    };
  });
};

const readMethods = (resolver: Resolver): { apiId: string; method: RestMethod }[] => {
  const pathOf = readPaths(resolver);
  const authorizers = readAuthorizers(resolver);
  const integrations = readResources(resolver, 'aws_api_gateway_integration', (resource) =>
    readAttributes(resource, integrationSchema),
  );

  return readResources(resolver, 'aws_api_gateway_method', (resource) => {
    const body = readAttributes(resource, methodSchema);
    const integration = integrations.find(
      ({ resource_id, http_method }) => resource_id === body.resource_id && http_method === body.http_method,
    );
    if (!integration) throw new Error('it has no integration');
    const authorizer = authorizers.find(({ authorizerId }) => authorizerId === body.authorizer_id);
    if (body.authorization === 'CUSTOM' && !authorizer) throw new Error('its authorizer is not in the stack');
    const method = {
      httpMethod: body.http_method,
      path: pathOf(body.resource_id),
      resourceId: body.resource_id,
      authorizer: body.authorization === 'CUSTOM' ? authorizer : undefined,
      functionName: functionNameOf(integration.uri),
      timeoutMs: integration.timeout_milliseconds,
    };
    return { apiId: body.rest_api_id, method };
  });
};

/** Paths of resources; an id that is no resource is the root of an API. */
const readPaths = (resolver: Resolver): ((resourceId: string) => string) => {
  const resources = new Map(
    readResources(resolver, 'aws_api_gateway_resource', (resource) => [
      textAttribute(resource, 'id'),
      readAttributes(resource, resourceSchema),
    ]),
  );
  const prefixOf = (resourceId: string): string => {
    const resource = resources.get(resourceId);
    return resource ? `${prefixOf(resource.parent_id)}/${resource.path_part}` : '';
  };
  return (resourceId) => prefixOf(resourceId) || '/';
};

const readAuthorizers = (resolver: Resolver): GatewayAuthorizer[] =>
  readResources(resolver, 'aws_api_gateway_authorizer', (resource) => {
    const body = readAttributes(resource, authorizerSchema);
    return {
      authorizerId: textAttribute(resource, 'id'),
      functionName: functionNameOf(body.authorizer_uri),
      identitySources: body.identity_source.split(',').map(readIdentitySource),
      cacheSeconds: body.authorizer_result_ttl_in_seconds,
    };
  });

const readGatewayResponses = (resolver: Resolver): { apiId: string; response: GatewayResponse }[] =>
  readResources(resolver, 'aws_api_gateway_gateway_response', (resource) => {
    const body = readAttributes(resource, gatewayResponseSchema);
    const headers = Object.entries(body.response_parameters).flatMap(([name, value]) => {
      const header = /^gatewayresponse\.header\.(.+)$/.exec(name)?.[1];
      return header === undefined ? [] : [[header, value]];
    });
    const response = {
      responseType: body.response_type,
      statusCode: body.status_code,
      templates: body.response_templates,
      headers: Object.fromEntries(headers),
    };
    return { apiId: body.rest_api_id, response };
  });
