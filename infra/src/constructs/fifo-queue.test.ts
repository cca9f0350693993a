import { expect, test } from 'vitest';
import { resource, synthesizedStack } from '../../test/synthesized-stack.ts';
import { functions } from '../functions.ts';

const dev = synthesizedStack('dev');
const queue = resource(dev, 'aws_sqs_queue.replies');
const deadLetters = resource(dev, 'aws_sqs_queue.replies_dead-letters');

test('both queues are FIFO of high throughput, and encrypted', () => {
  for (const each of [queue, deadLetters]) {
    expect(each).toMatchObject({
      fifo_queue: true,
      deduplication_scope: 'messageGroup',
      fifo_throughput_limit: 'perMessageGroupId',
      sqs_managed_sse_enabled: true,
    });
    expect(each['name']).toMatch(/\.fifo$/);
  }
  expect([queue['name'], deadLetters['name']]).toEqual([
    'tarotchat_replies-dev.fifo',
    'tarotchat_replies_dlq-dev.fifo',
  ]);
});

test('a job that fails three times is dead-lettered and kept for 14 days', () => {
  expect(JSON.parse(String(queue['redrive_policy']))).toEqual({
    deadLetterTargetArn: '${aws_sqs_queue.replies_dead-letters.arn}',
    maxReceiveCount: 3,
  });
  expect(deadLetters['message_retention_seconds']).toBe(1_209_600);
});

test('a job stays hidden for longer than its function may run', () => {
  expect(queue['visibility_timeout_seconds']).toBeGreaterThan(functions['reply']?.timeoutSeconds ?? Number.NaN);
});

test('a dead-lettered job raises an alarm', () => {
  expect(resource(dev, 'aws_cloudwatch_metric_alarm.replies_dead-letter-depth')).toMatchObject({
    namespace: 'AWS/SQS',
    metric_name: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: '${aws_sqs_queue.replies_dead-letters.name}' },
    threshold: 0,
  });
});
