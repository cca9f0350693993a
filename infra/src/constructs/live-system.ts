import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';
import { type Adoption, adoptedFunctions, holdsLive } from '../adoption/adoption.ts';
import type { DeclaredLambda } from './declared-lambda.ts';
import { methodSettings, type RestApi } from './rest-api.ts';
import type { System } from './system.ts';
import type { WebSocketRoutes } from './web-socket-routes.ts';
import { routeSettings, type WebSocketStage } from './web-socket-stage.ts';

type LiveSettings = {
  readonly adoption: Adoption;
  readonly system: System;
  readonly lambdas: ReadonlyMap<string, DeclaredLambda>;
  readonly routes: WebSocketRoutes;
  readonly webSocketStage: WebSocketStage;
  readonly rest: RestApi;
};

/**
 * What the live system has and a new one would not: the stages under their old names and the permission that the old
 * REST stage invokes by. They stay where old clients look for them.
 */
export class LiveSystemParts extends Construct {
  constructor(scope: Construct, id: string, settings: LiveSettings) {
    super(scope, id);
    this.webSocketStage(settings);
    this.restStage(settings);
    this.permission(settings);
    this.permitOldVersions(settings);
  }

  /** From the cut-over on it serves the API as it is; before, nothing of it is touched. */
  private webSocketStage({ adoption, system, routes, webSocketStage }: LiveSettings): void {
    new Apigatewayv2Stage(this, 'web-socket', {
      apiId: system.webSocketApi.id,
      name: adoption.live.webSocket.stageName,
      autoDeploy: true,
      accessLogSettings: webSocketStage.log,
      defaultRouteSettings: routeSettings(system.config),
      dependsOn: [...routes.served],
      ...held(adoption),
    });
  }

  private restStage({ adoption, rest, system }: LiveSettings): void {
    const stage = new ApiGatewayStage(this, 'rest', {
      restApiId: rest.api.id,
      stageName: adoption.live.rest.stageName,
      deploymentId: rest.deployment.id,
      accessLogSettings: rest.log,
      xrayTracingEnabled: true,
      ...held(adoption),
    });
    if (!holdsLive(adoption)) new ApiGatewayMethodSettings(this, 'rest-settings', methodSettings(system.config, stage));
  }

  /** Exactly as it is live: every argument of a permission would replace it. */
  private permission({ adoption, lambdas, rest }: LiveSettings): void {
    const id = 'get-session-messages';
    const lambda = lambdas.get(id);
    if (!lambda) return;
    new LambdaPermission(this, id, {
      statementId: adoption.live.rest.permissionStatementId,
      action: 'lambda:InvokeFunction',
      functionName: lambda.lambda.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${rest.api.executionArn}/*/GET/sessions/*`,
      ...held(adoption),
    });
  }

  /** Made at the adoption already, so that a rollback only has to turn routes. */
  private permitOldVersions({ adoption, system, lambdas, rest }: LiveSettings): void {
    for (const folder of adoptedFunctions) {
      const lambda = lambdas.get(folder);
      if (!lambda) continue;
      const { trigger } = lambda.declaration;
      new LambdaPermission(this, `old-${folder}`, {
        action: 'lambda:InvokeFunction',
        functionName: lambda.lambda.functionName,
        qualifier: adoption.live.functionVersions[folder],
        principal: 'apigateway.amazonaws.com',
        sourceArn:
          trigger.kind === 'websocket'
            ? `${system.webSocketApi.executionArn}/*/${trigger.routeKey}`
            : `${rest.api.executionArn}/*/GET/sessions/*`,
      });
    }
  }
}

const held = (adoption: Adoption) => (holdsLive(adoption) ? { lifecycle: { ignoreChanges: 'all' as const } } : {});
