import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { LambdaDeclaration, Permission } from '@tarotchat/declarations';
import { stageNames } from '../naming.ts';
import type { System } from './system.ts';

/** One statement of an IAM policy; there are only allowing ones. */
export type Statement = {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

/** The policy of a function's own role: what it declares, what its trigger needs, its own log and its traces. */
export const policyOf = (declaration: LambdaDeclaration, system: System, logGroup: CloudwatchLogGroup): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      // Streams are named by Lambda, one for each container: the wildcard stays inside the function's own log group.
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroup.arn}:log-stream:*`]),
      // A trace has no ARN: AWS grants these two on everything or not at all.
      allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
      ...triggerStatements(declaration, system),
      ...declaration.permissions.flatMap((permission) => statementsOf(permission, system)),
    ],
  });

/** The trust policy of every function's role. */
export const trustOf = (service: 'lambda.amazonaws.com' | 'apigateway.amazonaws.com'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

/** Lambda polls a queue with the rights of the function. */
const triggerStatements = ({ trigger }: LambdaDeclaration, { queues }: System): readonly Statement[] =>
  trigger.kind === 'queue'
    ? [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queues[trigger.queue].arn])]
    : [];

const statementsOf = (permission: Permission, system: System): readonly Statement[] => {
  switch (permission.on) {
    case 'table':
      return [
        allow(
          permission.actions.map((action) => `dynamodb:${action}`),
          [system.tables[permission.table].arn],
        ),
      ];
    case 'queue':
      return [
        allow(
          permission.actions.map((action) => `sqs:${action}`),
          [system.queues[permission.queue].arn],
        ),
      ];
    case 'connections':
      return [allow(['execute-api:ManageConnections'], permission.methods.map(connectionsArn(system)))];
    case 'user-pool':
      return [
        allow(
          permission.actions.map((action) => `cognito-idp:${action}`),
          [system.login.pool.arn],
        ),
      ];
    case 'reading-model':
      return readingModelStatements(system);
  }
};

const connectionsArn =
  ({ webSocketApi }: System) =>
  (method: 'POST' | 'DELETE'): string =>
    `${webSocketApi.executionArn}/${stageNames.webSocket}/${method}/@connections/*`;

/** ConverseStream is authorized as InvokeModelWithResponseStream; an ARN of a foundation model has no account. */
const readingModelStatements = ({ config: { readingModel, regions } }: System): readonly Statement[] =>
  readingModel.kind === 'offline'
    ? []
    : [
        allow(
          ['bedrock:InvokeModelWithResponseStream'],
          [`arn:aws:bedrock:${regions.apis}::foundation-model/${readingModel.modelId}`],
        ),
      ];

const allow = (Action: readonly string[], Resource: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
