import { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer/index.js';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import { type Names, stageNames } from '../naming.ts';
import { redeploymentTriggers } from '../redeployment.ts';
import { type AccessLog, accessLog } from './access-log.ts';
import type { DeclaredLambda } from './declared-lambda.ts';
import { GatewayResponses } from './gateway-responses.ts';
import { RestMethods } from './rest-methods.ts';

type RestApiSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly restApi: ApiGatewayRestApi;
  readonly authorizer: DeclaredLambda;
  /** Functions with a REST trigger, by folder. */
  readonly lambdas: Readonly<Record<string, DeclaredLambda>>;
  /** What has to be there before a stage can log. */
  readonly logging: readonly ITerraformDependable[];
};

/** A signed-out token is refused after at most this time. */
const authorizerCacheSeconds = 60;

/** What the REST API serves: its authorizer, methods, gateway responses and the stage `api`. */
export class RestApi extends Construct {
  readonly api: ApiGatewayRestApi;
  readonly deployment: ApiGatewayDeployment;
  readonly stage: ApiGatewayStage;
  readonly log: AccessLog;

  constructor(scope: Construct, id: string, settings: RestApiSettings) {
    super(scope, id);
    const { config, names, authorizer, lambdas } = settings;
    this.api = settings.restApi;
    const gate = this.authorizer(names, authorizer);
    const methods = new RestMethods(this, 'path', { api: this.api, config, gate, lambdas: Object.values(lambdas) });
    const { responses } = new GatewayResponses(this, 'answer', { restApiId: this.api.id });

    this.deployment = this.deploymentOf([gate, ...methods.served, ...responses], {
      authorizer: gate.id,
      ...Object.fromEntries(Object.entries(lambdas).map(([folder, { lambda }]) => [folder, lambda.invokeArn])),
    });
    this.log = accessLog(this, { config, names, apiName: names.restApi, kind: 'rest' });
    this.stage = this.deployedStage(settings);
  }

  private authorizer(names: Names, authorizer: DeclaredLambda): ApiGatewayAuthorizer {
    const gate = new ApiGatewayAuthorizer(this, 'api_gateway_authorizer', {
      restApiId: this.api.id,
      name: names.authorizer,
      type: 'REQUEST',
      authorizerUri: authorizer.lambda.invokeArn,
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: authorizerCacheSeconds,
    });
    authorizer.allowInvocation('rest', `${this.api.executionArn}/authorizers/${gate.id}`);
    return gate;
  }

  private deploymentOf(
    served: readonly TerraformResource[],
    attributes: Readonly<Record<string, string>>,
  ): ApiGatewayDeployment {
    return new ApiGatewayDeployment(this, 'api_gateway_deployment', {
      restApiId: this.api.id,
      triggers: redeploymentTriggers(served, attributes),
      dependsOn: [...served],
      // The stage moves to the new deployment before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private deployedStage({ config, logging }: RestApiSettings): ApiGatewayStage {
    const stage = new ApiGatewayStage(this, 'api_gateway_stage', {
      restApiId: this.api.id,
      stageName: stageNames.rest,
      deploymentId: this.deployment.id,
      xrayTracingEnabled: true,
      accessLogSettings: this.log,
      dependsOn: [...logging],
    });
    new ApiGatewayMethodSettings(this, 'api_gateway_method_settings', methodSettings(config, stage));
    return stage;
  }
}

/** Throttle and metrics of all methods of a stage. */
export const methodSettings = ({ throttle }: EnvironmentConfig, stage: ApiGatewayStage) => ({
  restApiId: stage.restApiId,
  stageName: stage.stageName,
  methodPath: '*/*',
  settings: {
    throttlingRateLimit: throttle.requestsPerSecond,
    throttlingBurstLimit: throttle.burst,
    metricsEnabled: true,
    // Execution logs would hold what people write.
    loggingLevel: 'OFF',
    dataTraceEnabled: false,
  },
});
