import { expect, test } from 'vitest';
import { resource, resourcesOf, type StackJson, synthesizedStack } from '../../test/synthesized-stack.ts';
import { environments } from '../config/environment.ts';

const prod = synthesizedStack('prod');
const topic = '${aws_sns_topic.alarms.arn}';
const onlyFromHere = { StringEquals: { 'aws:SourceAccount': '${aws_sns_topic.alarms.owner}' } };

const statementsOf = (stack: StackJson, address: string) =>
  JSON.parse(String(resource(stack, address)['policy'])).Statement;

test.each(environments)('every alarm of %s goes to the topic', (environment) => {
  const alarms = resourcesOf(synthesizedStack(environment), 'aws_cloudwatch_metric_alarm');

  expect(alarms.length).toBeGreaterThan(10);
  expect(alarms.filter(([, alarm]) => JSON.stringify(alarm['alarm_actions']) !== JSON.stringify([topic]))).toEqual([]);
});

test('topic and alarms are in one region, for an alarm publishes in its own only', () => {
  const regional = ['aws_sns_topic', 'aws_kms_key', 'aws_cloudwatch_metric_alarm'];
  const providers = regional.flatMap((type) => resourcesOf(prod, type).map(([, { provider }]) => provider));

  expect(new Set(providers)).toEqual(new Set([undefined]));
});

test('the topic is encrypted with a key that CloudWatch may use for alarms of this account', () => {
  expect(resource(prod, 'aws_sns_topic.alarms')).toMatchObject({
    name: 'tarotchat_alarms',
    kms_master_key_id: '${aws_kms_key.alarms.arn}',
  });
  expect(resource(prod, 'aws_kms_key.alarms')).toMatchObject({ enable_key_rotation: true });
  expect(resource(prod, 'aws_kms_key_policy.alarms')).toMatchObject({ key_id: '${aws_kms_key.alarms.id}' });
  expect(statementsOf(prod, 'aws_kms_key_policy.alarms')).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::${aws_sns_topic.alarms.owner}:root' },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: onlyFromHere,
    },
  ]);
});

test('only CloudWatch may publish, and only for this account', () => {
  expect(resource(prod, 'aws_sns_topic_policy.alarms')).toMatchObject({ arn: topic });
  expect(statementsOf(prod, 'aws_sns_topic_policy.alarms')).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topic,
      Condition: onlyFromHere,
    },
  ]);
});

test.each(['dev', 'prod'] as const)(
  '%s mails its alarms to an address that has to be given and is not shown',
  (environment) => {
    const stack = synthesizedStack(environment);

    expect(resource(stack, 'aws_sns_topic_subscription.alarms')).toMatchObject({
      topic_arn: topic,
      protocol: 'email',
      endpoint: '${var.alarm_email}',
    });
    expect(stack.variable['alarm_email']).toMatchObject({ type: 'string', sensitive: true });
    expect(stack.variable['alarm_email']).not.toHaveProperty('default');
  },
);

test('the local stack asks for no address', () => {
  const local = synthesizedStack('local');

  expect(resourcesOf(local, 'aws_sns_topic_subscription')).toEqual([]);
  expect(local.variable).not.toHaveProperty('alarm_email');
});
