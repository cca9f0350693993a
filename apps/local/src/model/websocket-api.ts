import * as z from 'zod/mini';
import { SetupError } from '../terraform/document.ts';
import type { Resolver, Resource } from '../terraform/resolver.ts';
import { functionNameOf, type GatewayAuthorizer, readIdentitySource, timeoutSchema } from './gateway-authorizer.ts';
import { readAttributes, readResources, textAttribute } from './read-resource.ts';

/** What serves a route. */
export type WebSocketIntegration =
  | { readonly kind: 'lambda'; readonly functionName: string; readonly timeoutMs: number }
  | { readonly kind: 'mock'; readonly answer: string | undefined };

/** One route with its way there and back. */
export type WebSocketRoute = {
  readonly routeKey: string;
  readonly authorizer: GatewayAuthorizer | undefined;
  readonly integration: WebSocketIntegration;
  /** Whether what the integration answers goes back to the sender. */
  readonly hasRouteResponse: boolean;
};

/** A WebSocket API on its stage. */
export type WebSocketApi = {
  readonly apiId: string;
  readonly stage: string;
  readonly region: string;
  /** ARN that routes and connections hang under: `arn:aws:execute-api:…:<api>/<stage>`. */
  readonly stageArn: string;
  /** Name of the field in the body that says the route. */
  readonly routeField: string;
  readonly routes: readonly WebSocketRoute[];
};

const apiSchema = z.object({
  protocol_type: z.literal('WEBSOCKET'),
  route_selection_expression: z._default(z.string(), '$request.body.action'),
});
const stageSchema = z.object({ api_id: z.string(), name: z.string() });
const routeSchema = z.object({
  api_id: z.string(),
  route_key: z.string(),
  target: z.string(),
  authorization_type: z._default(z.enum(['NONE', 'CUSTOM']), 'NONE'),
  authorizer_id: z.optional(z.string()),
  route_response_selection_expression: z.optional(z.string()),
});
const integrationSchema = z.object({
  integration_type: z.enum(['AWS_PROXY', 'MOCK']),
  integration_uri: z.optional(z.string()),
  timeout_milliseconds: timeoutSchema,
});
const integrationResponseSchema = z.object({
  integration_id: z.string(),
  integration_response_key: z.string(),
  response_templates: z._default(z.record(z.string(), z.string()), {}),
});
const authorizerSchema = z.object({
  authorizer_type: z.literal('REQUEST'),
  authorizer_uri: z.string(),
  identity_sources: z._default(z.array(z.string()), []),
});

/** Reads the WebSocket APIs with their one stage. */
export const readWebSocketApis = (resolver: Resolver): WebSocketApi[] => {
  const routes = readRoutes(resolver);
  const stages = readResources(resolver, 'aws_apigatewayv2_stage', (resource) => ({
    ...readAttributes(resource, stageSchema),
    stageArn: textAttribute(resource, 'execution_arn'),
  }));

  return readResources(resolver, 'aws_apigatewayv2_api', (resource) => {
    const body = readAttributes(resource, apiSchema);
    const apiId = textAttribute(resource, 'id');
    const stage = stages.find(({ api_id }) => api_id === apiId);
    if (!stage) throw new Error('it has no stage');
    const field = /^\$request\.body\.([\w-]+)$/.exec(body.route_selection_expression)?.[1];
    if (field === undefined) throw new Error(`route selection ${body.route_selection_expression} is not known`);
    return {
      apiId,
      stage: stage.name,
      region: resource.region,
      stageArn: stage.stageArn,
      routeField: field,
      routes: routes.filter((route) => route.apiId === apiId).map(({ route }) => route),
    };
  });
};

const readRoutes = (resolver: Resolver): { apiId: string; route: WebSocketRoute }[] => {
  const integrations = readIntegrations(resolver);
  const authorizers = readResources(resolver, 'aws_apigatewayv2_authorizer', readAuthorizer);
  const answered = new Set(
    readResources(resolver, 'aws_apigatewayv2_route_response', (resource) => textAttribute(resource, 'route_id')),
  );

  return readResources(resolver, 'aws_apigatewayv2_route', (resource) => {
    const body = readAttributes(resource, routeSchema);
    const integration = integrations.get(body.target.replace(/^integrations\//, ''));
    if (!integration) throw new Error(`its target ${body.target} is not in the stack`);
    const authorizer = authorizers.find(({ authorizerId }) => authorizerId === body.authorizer_id);
    if (body.authorization_type === 'CUSTOM' && !authorizer) throw new Error('its authorizer is not in the stack');
    if (authorizer && body.route_key !== '$connect') throw new Error('authorizers exist on $connect only');
    return {
      apiId: body.api_id,
      route: {
        routeKey: body.route_key,
        authorizer: body.authorization_type === 'CUSTOM' ? authorizer : undefined,
        integration,
        hasRouteResponse:
          body.route_response_selection_expression !== undefined && answered.has(textAttribute(resource, 'id')),
      },
    };
  });
};

const readIntegrations = (resolver: Resolver): Map<string, WebSocketIntegration> => {
  const responses = readResources(resolver, 'aws_apigatewayv2_integration_response', (resource) =>
    readAttributes(resource, integrationResponseSchema),
  );
  return new Map(
    readResources(resolver, 'aws_apigatewayv2_integration', (resource): [string, WebSocketIntegration] => {
      const body = readAttributes(resource, integrationSchema);
      const integrationId = textAttribute(resource, 'id');
      if (body.integration_type === 'MOCK') {
        const response = responses.find(({ integration_id }) => integration_id === integrationId);
        return [integrationId, { kind: 'mock', answer: mockAnswer(response?.response_templates) }];
      }
      if (body.integration_uri === undefined) throw new SetupError('an integration has no integration_uri');
      const functionName = functionNameOf(body.integration_uri);
      return [integrationId, { kind: 'lambda', functionName, timeoutMs: body.timeout_milliseconds }];
    }),
  );
};

/** The template of a MOCK answer. It may be fixed text only: VTL is not evaluated here. */
const mockAnswer = (templates: Readonly<Record<string, string>> | undefined): string | undefined => {
  const [template] = Object.values(templates ?? {});
  if (template !== undefined && /[#$]/.test(template)) {
    throw new SetupError(`the response template ${template} has VTL, which the local runtime does not evaluate`);
  }
  return template;
};

const readAuthorizer = (resource: Resource): GatewayAuthorizer => {
  const body = readAttributes(resource, authorizerSchema);
  return {
    authorizerId: textAttribute(resource, 'id'),
    functionName: functionNameOf(body.authorizer_uri),
    identitySources: body.identity_sources.map(readIdentitySource),
    cacheSeconds: 0,
  };
};
