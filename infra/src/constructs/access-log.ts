import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

/** Fields of an access log line and the variables that fill them: no token, no body, no path with somebody's ids. */
const formats = {
  rest: {
    requestId: '$context.requestId',
    requestTime: '$context.requestTime',
    method: '$context.httpMethod',
    resource: '$context.resourcePath',
    status: '$context.status',
    responseType: '$context.error.responseType',
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integration.error',
    responseMilliseconds: '$context.responseLatency',
    responseBytes: '$context.responseLength',
  },
  webSocket: {
    requestId: '$context.requestId',
    requestTime: '$context.requestTime',
    event: '$context.eventType',
    route: '$context.routeKey',
    connectionId: '$context.connectionId',
    status: '$context.status',
    responseType: '$context.error.responseType',
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integration.error',
  },
} as const;

type AccessLogSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly apiName: string;
  readonly kind: keyof typeof formats;
};

/** Where a stage writes, and what. */
export type AccessLog = { readonly destinationArn: string; readonly format: string };

/** The access log of a stage: a log group of its own, one JSON line a request. */
export const accessLog = (scope: Construct, { config, names, apiName, kind }: AccessLogSettings): AccessLog => {
  const logGroup = new CloudwatchLogGroup(scope, 'access-log', {
    name: names.accessLogGroup(apiName),
    retentionInDays: config.logRetentionDays,
  });
  return { destinationArn: logGroup.arn, format: JSON.stringify(formats[kind]) };
};
