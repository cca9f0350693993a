import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer/index.js';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration/index.js';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route/index.js';
import { Apigatewayv2RouteResponse } from '@cdktf/provider-aws/lib/apigatewayv2-route-response/index.js';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { isAdoptedRoute, servesOldClients } from '../adoption/adoption.ts';
import { stageNames } from '../naming.ts';
import type { DeclaredLambda } from './declared-lambda.ts';
import { PingRoute } from './ping-route.ts';
import type { System } from './system.ts';

type RoutesSettings = {
  readonly system: System;
  readonly authorizer: DeclaredLambda;
  /** Functions with a WebSocket trigger, by folder. */
  readonly lambdas: Readonly<Record<string, DeclaredLambda>>;
};

/** The routes of the WebSocket API. Only `$connect` can be authorized; its answer travels with every later event. */
export class WebSocketRoutes extends Construct {
  /** Everything that the stage serves. */
  readonly served: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { system, authorizer, lambdas }: RoutesSettings) {
    super(scope, id);
    const ofApi = { apiId: system.webSocketApi.id };
    const gate = new Apigatewayv2Authorizer(this, 'apigatewayv2_authorizer', {
      ...ofApi,
      name: system.names.authorizer,
      authorizerType: 'REQUEST',
      authorizerUri: authorizer.lambda.invokeArn,
      // The browser's WebSocket can set no other header that could carry a token.
      identitySources: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    authorizer.allowInvocation('web-socket', `${system.webSocketApi.executionArn}/authorizers/${gate.id}`);

    const routes = Object.entries(lambdas).map(
      ([folder, lambda]) => new LambdaRoute(this, folder, { system, gate, lambda }),
    );
    const ping = new PingRoute(this, 'ping', ofApi);
    this.served = [gate, ...routes.flatMap((route) => route.served), ...ping.served];
  }
}

type RouteSettings = {
  readonly system: System;
  readonly gate: Apigatewayv2Authorizer;
  readonly lambda: DeclaredLambda;
};

class LambdaRoute extends Construct {
  readonly served: readonly TerraformResource[];

  constructor(scope: Construct, folder: string, { system, gate, lambda }: RouteSettings) {
    super(scope, folder);
    const ofApi = { apiId: system.webSocketApi.id };
    const { trigger } = lambda.declaration;
    const asLive = servesOldClients(system.config.adoption) && isAdoptedRoute(folder);
    if (trigger.kind !== 'websocket') throw new Error(`apps/${folder} has no WebSocket trigger`);

    const integration = new Apigatewayv2Integration(this, 'apigatewayv2_integration', {
      ...ofApi,
      integrationType: 'AWS_PROXY',
      integrationMethod: 'POST',
      integrationUri: lambda.invokedArn(system),
      passthroughBehavior: 'WHEN_NO_MATCH',
      payloadFormatVersion: '1.0',
      timeoutMilliseconds: 29_000,
    });
    const route = new Apigatewayv2Route(this, 'apigatewayv2_route', {
      ...ofApi,
      routeKey: trigger.routeKey,
      target: `integrations/${integration.id}`,
      ...(trigger.routeKey === '$connect' && !asLive
        ? { authorizationType: 'CUSTOM', authorizerId: gate.id }
        : { authorizationType: 'NONE' }),
      ...(answersSender(trigger.routeKey) && !asLive && { routeResponseSelectionExpression: '$default' }),
    });
    lambda.allowInvocation('route', `${system.webSocketApi.executionArn}/${stageNames.webSocket}/${trigger.routeKey}`);
    this.served = [integration, route, ...(answersSender(trigger.routeKey) ? [this.response(route)] : [])];
  }

  private response(route: Apigatewayv2Route): Apigatewayv2RouteResponse {
    return new Apigatewayv2RouteResponse(this, 'apigatewayv2_route_response', {
      apiId: route.apiId,
      routeId: route.id,
      routeResponseKey: '$default',
    });
  }
}

/** A handshake is answered by itself, and after a close nobody listens; every other route returns a frame. */
const answersSender = (routeKey: string): boolean => !['$connect', '$disconnect'].includes(routeKey);
