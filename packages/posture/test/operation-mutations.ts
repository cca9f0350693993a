import type { Mutation } from './mutation.ts';
import { argumentsAt, type Stack } from './own-stack.ts';

const webSocketStage = 'aws_apigatewayv2_stage.web-socket-stage';
const inDefaults = (values: { [argument: string]: unknown }) => (stack: Stack) => {
  const stage = argumentsAt(stack, webSocketStage);
  stage['default_route_settings'] = Object.assign({}, stage['default_route_settings'], values);
};
const inRestSettings = (values: { [argument: string]: unknown }) => (stack: Stack) => {
  const settings = argumentsAt(stack, 'aws_api_gateway_method_settings.rest');
  settings['settings'] = Object.assign({}, settings['settings'], values);
};
const remove = (type: string, id: string) => (stack: Stack) => {
  argumentsAt(stack, `${type}.${id}`);
  delete stack.resource[type]?.[id];
};

export const operationMutations: readonly Mutation[] = [
  {
    rule: 'stage-without-throttle',
    what: 'the REST stage has no limit',
    breaking: inRestSettings({ throttling_rate_limit: -1, throttling_burst_limit: -1 }),
  },
  {
    rule: 'stage-without-access-log',
    what: 'the WebSocket stage writes no log',
    breaking: (stack) => {
      delete argumentsAt(stack, webSocketStage)['access_log_settings'];
    },
  },
  { rule: 'stage-data-trace', what: 'frames go into the log', breaking: inDefaults({ data_trace_enabled: true }) },
  {
    rule: 'stage-metrics-off',
    what: 'the WebSocket stage has no metrics',
    breaking: inDefaults({ detailed_metrics_enabled: false }),
  },
  {
    rule: 'stage-not-traced',
    what: 'the REST stage is not traced',
    breaking: (stack) =>
      Object.assign(argumentsAt(stack, 'aws_api_gateway_stage.rest'), { xray_tracing_enabled: false }),
  },
  {
    rule: 'api-without-alarm',
    what: 'nobody watches a function',
    breaking: remove('aws_cloudwatch_metric_alarm', 'connect'),
  },
  {
    rule: 'alarm-tells-nobody',
    what: 'an alarm loses its action',
    breaking: (stack) =>
      Object.assign(argumentsAt(stack, 'aws_cloudwatch_metric_alarm.connect'), { alarm_actions: [] }),
  },
  {
    rule: 'log-kept-for-ever',
    what: 'a log has no end',
    breaking: (stack) => {
      delete argumentsAt(stack, 'aws_cloudwatch_log_group.rest_access-log')['retention_in_days'];
    },
  },
  {
    rule: 'function-log-undeclared',
    what: 'a log group is left to Lambda',
    breaking: (stack) => {
      remove('aws_cloudwatch_log_group', 'default')(stack);
      delete argumentsAt(stack, 'aws_lambda_function.default')['logging_config'];
    },
  },
  {
    rule: 'function-not-traced',
    what: 'a function is not traced',
    breaking: (stack) =>
      Object.assign(argumentsAt(stack, 'aws_lambda_function.connect'), { tracing_config: { mode: 'PassThrough' } }),
  },
  {
    rule: 'table-without-recovery',
    what: 'a table cannot be restored',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_dynamodb_table.conversations')['point_in_time_recovery'] = { enabled: false };
    },
  },
  {
    rule: 'table-deletion-unprotected',
    what: 'a table can be deleted',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_dynamodb_table.conversations')['deletion_protection_enabled'] = false;
    },
  },
  {
    rule: 'queue-without-dead-letters',
    what: 'a queue has nowhere for what fails',
    breaking: (stack) => {
      delete argumentsAt(stack, 'aws_sqs_queue.replies')['redrive_policy'];
    },
  },
  {
    rule: 'queue-unencrypted',
    what: 'a queue is not encrypted',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_sqs_queue.replies')['sqs_managed_sse_enabled'] = false;
    },
  },
];
