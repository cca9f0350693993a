import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import { stageNames } from '../naming.ts';
import { type AccessLog, accessLog } from './access-log.ts';
import type { System } from './system.ts';
import type { WebSocketRoutes } from './web-socket-routes.ts';

type StageSettings = {
  readonly system: System;
  readonly routes: WebSocketRoutes;
  /** What has to be there before a stage can log. */
  readonly logging: readonly ITerraformDependable[];
};

/** The stage `ws` of the WebSocket API, throttled and with an access log. */
export class WebSocketStage extends Construct {
  readonly stage: Apigatewayv2Stage;
  readonly log: AccessLog;

  constructor(scope: Construct, id: string, { system, routes, logging }: StageSettings) {
    super(scope, id);
    const { config, names, webSocketApi } = system;
    this.log = accessLog(this, { config, names, apiName: names.webSocketApi, kind: 'webSocket' });
    this.stage = new Apigatewayv2Stage(this, 'apigatewayv2_stage', {
      apiId: webSocketApi.id,
      name: stageNames.webSocket,
      // The stage always serves the API as it is: it cannot go stale, and each change to a route is one call.
      autoDeploy: true,
      accessLogSettings: this.log,
      defaultRouteSettings: routeSettings(config),
      dependsOn: [...routes.served, ...logging],
    });
  }
}

/** Throttle and metrics of all routes of a stage. */
export const routeSettings = ({ throttle }: EnvironmentConfig) => ({
  throttlingRateLimit: throttle.requestsPerSecond,
  throttlingBurstLimit: throttle.burst,
  detailedMetricsEnabled: true,
  // Execution logs would hold what people write.
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
});
