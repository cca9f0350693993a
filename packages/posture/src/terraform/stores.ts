import { type Fact, known, mapFact } from '../fact.ts';
import { objectOf, stringOf } from '../json.ts';
import { block, flagIn, isDeferred, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Alarm, LogGroup, Queue, Table } from '../surface.ts';
import { argumentsOf, type Resource, type Resources } from './resource.ts';
import { nameOf } from './websocket-apis.ts';

/** Log groups; 0 days is how the provider writes "never expire". */
export const logGroupsOf = (resources: Resources): readonly LogGroup[] =>
  resources.ofType('aws_cloudwatch_log_group').map((group) => ({
    name: nameOf(group),
    retentionDays: mapFact(numberIn(member(argumentsOf(group), 'retention_in_days'), 0), (days) => days || 'for ever'),
    where: group.address,
  }));

/** CloudWatch alarms on metrics. */
export const alarmsOf = (resources: Resources): readonly Alarm[] =>
  resources.ofType('aws_cloudwatch_metric_alarm').map((alarm) => {
    const at = argumentsOf(alarm);
    return {
      name: nameOf(alarm, 'alarm_name'),
      namespace: textIn(member(at, 'namespace'), ''),
      dimensions: known(dimensionsOf(resources, alarm), `${alarm.address}.dimensions`),
      actions: alarmActions(alarm),
      where: alarm.address,
    };
  });

const dimensionsOf = (resources: Resources, alarm: Resource): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOf(alarm.values['dimensions'])).map(([name, value]) => {
      const lambda = resources.named(value, 'aws_lambda_function');
      return [name, lambda ? nameOf(lambda, 'function_name') : String(value)];
    }),
  );

/** A topic that is not made yet is still a topic. */
const alarmActions = (alarm: Resource): Fact<readonly string[]> => {
  const actions = member(argumentsOf(alarm), 'alarm_actions');
  return Array.isArray(actions.value) ? known(actions.value.map(String), actions.where) : textsIn(actions, []);
};

/** DynamoDB tables. */
export const tablesOf = (resources: Resources): readonly Table[] =>
  resources.ofType('aws_dynamodb_table').map((table) => {
    const at = argumentsOf(table);
    return {
      name: nameOf(table),
      pointInTimeRecovery: flagIn(member(block(at, 'point_in_time_recovery'), 'enabled'), false),
      deletionProtected: flagIn(member(at, 'deletion_protection_enabled'), false),
      where: table.address,
    };
  });

/** SQS queues. */
export const queuesOf = (resources: Resources): readonly Queue[] => {
  const queues = resources.ofType('aws_sqs_queue');
  const redrives = queues.map((queue) => ({ queue, target: redriveTarget(resources, queue) }));
  return redrives.map(({ queue, target }) => {
    const at = argumentsOf(queue);
    const ownKey = stringOf(queue.values['kms_master_key_id']);
    return {
      name: nameOf(queue),
      // SQS encrypts with its own key unless told not to.
      encrypted: ownKey
        ? known(true, `${queue.address}.kms_master_key_id`)
        : flagIn(member(at, 'sqs_managed_sse_enabled'), true),
      deadLetters: known(targetName(resources, target), `${queue.address}.redrive_policy`),
      isDeadLetterQueue: known(
        redrives.some((other) => other.queue !== queue && resources.named(other.target, 'aws_sqs_queue') === queue),
        'the redrive policies',
      ),
      where: queue.address,
    };
  });
};

const targetName = (resources: Resources, target: string): string => {
  const queue = resources.named(target, 'aws_sqs_queue');
  return queue ? nameOf(queue) : target || 'none';
};

const redriveTarget = (resources: Resources, queue: Resource): string => {
  const beside = resources
    .ofType('aws_sqs_queue_redrive_policy')
    .find(({ values }) => resources.named(values['queue_url'], 'aws_sqs_queue') === queue);
  const policy = stringOf(queue.values['redrive_policy']) ?? stringOf(beside?.values['redrive_policy']) ?? '';
  if (isDeferred(policy)) return policy;
  return /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(policy)?.[1] ?? '';
};
