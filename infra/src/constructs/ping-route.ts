import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration/index.js';
import { Apigatewayv2IntegrationResponse } from '@cdktf/provider-aws/lib/apigatewayv2-integration-response/index.js';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route/index.js';
import { Apigatewayv2RouteResponse } from '@cdktf/provider-aws/lib/apigatewayv2-route-response/index.js';
import { pingMessage, type ServerEvent } from '@tarotchat/protocol';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

const pong: ServerEvent = { type: 'pong' };

/**
 * `ping`, which keeps a socket open past the 10 idle minutes: a MOCK integration answers it, no function runs.
 * Templates are chosen by `$default`, the answer by the status that the request template names.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 */
export class PingRoute extends Construct {
  readonly served: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { apiId }: { readonly apiId: string }) {
    super(scope, id);
    const integration = new Apigatewayv2Integration(this, 'apigatewayv2_integration', {
      apiId,
      integrationType: 'MOCK',
      passthroughBehavior: 'WHEN_NO_MATCH',
      requestTemplates: { $default: JSON.stringify({ statusCode: 200 }) },
      timeoutMilliseconds: 29_000,
    });
    const integrationResponse = new Apigatewayv2IntegrationResponse(this, 'apigatewayv2_integration_response', {
      apiId,
      integrationId: integration.id,
      integrationResponseKey: '/200/',
      responseTemplates: { $default: JSON.stringify(pong) },
    });
    const route = new Apigatewayv2Route(this, 'apigatewayv2_route', {
      apiId,
      routeKey: pingMessage.action,
      authorizationType: 'NONE',
      target: `integrations/${integration.id}`,
      routeResponseSelectionExpression: '$default',
    });
    const routeResponse = new Apigatewayv2RouteResponse(this, 'apigatewayv2_route_response', {
      apiId,
      routeId: route.id,
      routeResponseKey: '$default',
    });
    this.served = [integration, integrationResponse, route, routeResponse];
  }
}
