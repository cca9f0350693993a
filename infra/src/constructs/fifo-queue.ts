import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import type { QueueDeclaration } from '@tarotchat/declarations';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

type QueueSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly alarmTopic: SnsTopic;
  readonly declaration: QueueDeclaration;
};

/** SQS keeps a message for at most 14 days: the time to look into a dead-lettered job. */
const deadLetterRetentionSeconds = 14 * 24 * 60 * 60;

/** A FIFO queue of high throughput, its dead-letter queue, and an alarm when anything lies in the latter. */
export class FifoQueue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { config, names, alarmTopic, declaration }: QueueSettings) {
    super(scope, id);
    const both = {
      fifoQueue: true,
      // High throughput needs these two together: 3,000 messages a second for each group instead of for the queue.
      deduplicationScope: 'messageGroup',
      fifoThroughputLimit: 'perMessageGroupId',
      sqsManagedSseEnabled: true,
      ...(config.keepsState && { lifecycle: { preventDestroy: true } }),
    };
    const deadLetters = new SqsQueue(this, 'dead-letters', {
      ...both,
      name: names.deadLetterQueue(declaration),
      messageRetentionSeconds: deadLetterRetentionSeconds,
    });
    this.queue = new SqsQueue(this, 'sqs_queue', {
      ...both,
      name: names.queue(declaration),
      visibilityTimeoutSeconds: declaration.visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: declaration.maxReceiveCount,
      }),
    });
    this.alarmOnDepth(names.deadLetterAlarm(declaration), { deadLetters, alarmTopic });
  }

  private alarmOnDepth(
    alarmName: string,
    { deadLetters, alarmTopic }: { deadLetters: SqsQueue; alarmTopic: SnsTopic },
  ): void {
    new CloudwatchMetricAlarm(this, 'dead-letter-depth', {
      alarmName,
      alarmDescription:
        'A person asked and got no reply: a job failed for good. Look into it and redrive or delete it.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: deadLetters.name },
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopic.arn],
    });
  }
}
