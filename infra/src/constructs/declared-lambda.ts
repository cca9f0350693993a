import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import type { LambdaDeclaration } from '@tarotchat/declarations';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { holdsLive, isAdoptedFunction } from '../adoption/adoption.ts';
import { codeSha256 } from '../bundle.ts';
import { environmentOf } from './function-environment.ts';
import { policyOf, trustOf } from './function-policy.ts';
import type { System } from './system.ts';

type LambdaSettings = {
  readonly declaration: LambdaDeclaration;
  readonly system: System;
  /** Path of the built zip file. */
  readonly bundle: string;
};

/** A function as it declares itself, with its own role, log group, alarm and, for a queue, its event source. */
export class DeclaredLambda extends Construct {
  readonly declaration: LambdaDeclaration;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, folder: string, settings: LambdaSettings) {
    super(scope, folder);
    const { declaration, system } = settings;
    this.declaration = declaration;

    const logGroup = new CloudwatchLogGroup(this, 'cloudwatch_log_group', {
      name: system.names.lambdaLogGroup(declaration),
      retentionInDays: system.config.logRetentionDays,
    });
    const name = system.names.lambda(declaration);
    const role = new IamRole(this, 'iam_role', { name, assumeRolePolicy: trustOf('lambda.amazonaws.com') });
    const policy = new IamRolePolicy(this, 'iam_role_policy', {
      name,
      role: role.name,
      policy: policyOf(declaration, system, logGroup),
    });
    this.lambda = this.function(settings, logGroup, { role, policy });
    this.alarmOnErrors(settings);
    this.pollQueue(system);
  }

  /** Lets API Gateway invoke the function from exactly this source. */
  allowInvocation(id: string, sourceArn: string): LambdaPermission {
    return new LambdaPermission(this, id, {
      action: 'lambda:InvokeFunction',
      functionName: this.lambda.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn,
    });
  }

  /** What a route or method invokes: the function, or after a rollback its version with the old code. */
  invokedArn({ config: { adoption, regions } }: Pick<System, 'config'>): string {
    const folder = this.node.id;
    if (adoption?.phase !== 'rolled-back' || !isAdoptedFunction(folder)) return this.lambda.invokeArn;
    const version = `${this.lambda.arn}:${adoption.live.functionVersions[folder]}`;
    return `arn:aws:apigateway:${regions.apis}:lambda:path/2015-03-31/functions/${version}/invocations`;
  }

  private function(
    { declaration, system, bundle }: LambdaSettings,
    logGroup: CloudwatchLogGroup,
    { role, policy }: { role: IamRole; policy: IamRolePolicy },
  ): LambdaFunction {
    return new LambdaFunction(this, 'lambda_function', {
      functionName: system.names.lambda(declaration),
      description: declaration.description,
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: new TerraformAsset(this, 'bundle', { path: bundle, type: AssetType.FILE }).path,
      sourceCodeHash: codeSha256(bundle),
      memorySize: declaration.memoryMegabytes,
      timeout: declaration.timeoutSeconds,
      ...(declaration.environment.length > 0 && { environment: { variables: environmentOf(declaration, system) } }),
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: 'INFO',
        systemLogLevel: 'INFO',
      },
      tracingConfig: { mode: 'Active' },
      // The role may do what the function needs before its first invocation.
      dependsOn: [policy],
      // Old clients still use it, and its old code is not in this repository.
      ...(holdsLive(system.config.adoption) &&
        isAdoptedFunction(this.node.id) && { lifecycle: { ignoreChanges: 'all' } }),
    });
  }

  private alarmOnErrors({ declaration, system }: LambdaSettings): void {
    new CloudwatchMetricAlarm(this, 'cloudwatch_metric_alarm', {
      alarmName: system.names.errorAlarm(declaration),
      alarmDescription: declaration.alarm,
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensions: { FunctionName: this.lambda.functionName },
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      treatMissingData: 'notBreaching',
      alarmActions: [system.alarmTopic.arn],
    });
  }

  private pollQueue({ queues }: System): void {
    const { trigger } = this.declaration;
    if (trigger.kind !== 'queue') return;

    new LambdaEventSourceMapping(this, 'lambda_event_source_mapping', {
      eventSourceArn: queues[trigger.queue].arn,
      functionName: this.lambda.arn,
      batchSize: 1,
    });
  }
}
