import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

/** The WebSocket API itself, without routes: functions need its address before there is anything to route to. */
export class WebSocketApi extends Construct {
  readonly api: Apigatewayv2Api;

  constructor(
    scope: Construct,
    id: string,
    { config, names }: { readonly config: EnvironmentConfig; readonly names: Names },
  ) {
    super(scope, id);
    this.api = new Apigatewayv2Api(this, 'apigatewayv2_api', {
      name: names.webSocketApi,
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
      apiKeySelectionExpression: '$request.header.x-api-key',
      disableExecuteApiEndpoint: false,
      ...(config.keepsState && { lifecycle: { preventDestroy: true } }),
    });
  }
}
