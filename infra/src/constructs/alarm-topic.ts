import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { KmsKeyPolicy } from '@cdktf/provider-aws/lib/kms-key-policy/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

type AlarmTopicSettings = { readonly config: EnvironmentConfig; readonly names: Names };

/**
 * Where alarms go, and from there to a person's mailbox: an encrypted topic to which only CloudWatch may publish. An
 * alarm publishes in its own region only, and all of ours are in the region of the APIs.
 */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { config, names }: AlarmTopicSettings) {
    super(scope, id);
    // A key of our own: with AWS's key for SNS, whose policy nobody can change, CloudWatch could not publish.
    const key = new KmsKey(this, 'kms_key', {
      description: `Encrypts what the alarms of ${names.alarmTopic} say.`,
      enableKeyRotation: true,
    });
    this.topic = new SnsTopic(this, 'sns_topic', { name: names.alarmTopic, kmsMasterKeyId: key.arn });
    new KmsKeyPolicy(this, 'kms_key_policy', { keyId: key.id, policy: keyPolicyFor(this.topic) });
    new SnsTopicPolicy(this, 'sns_topic_policy', { arn: this.topic.arn, policy: topicPolicyFor(this.topic) });
    if (config.alarmsReachPeople) this.subscribe();
  }

  private subscribe(): void {
    const email = new TerraformVariable(this, 'alarm_email', {
      type: 'string',
      description: 'Mailbox that alarms go to; its owner confirms the subscription by a link in the first mail.',
      // Somebody's address: it stays out of plans and of what is made from them.
      sensitive: true,
    });
    email.overrideLogicalId('alarm_email');
    new SnsTopicSubscription(this, 'sns_topic_subscription', {
      topicArn: this.topic.arn,
      protocol: 'email',
      endpoint: email.stringValue,
    });
  }
}

/** No other account's alarm may speak here. */
const ofThisAccount = ({ owner }: SnsTopic) => ({ StringEquals: { 'aws:SourceAccount': owner } });

const cloudWatch = { Service: 'cloudwatch.amazonaws.com' };

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
const keyPolicyFor = (topic: SnsTopic): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      // The account's own IAM policies decide who administers the key; without this nobody could.
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${topic.owner}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Principal: cloudWatch,
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: ofThisAccount(topic),
      },
    ],
  });

const topicPolicyFor = (topic: SnsTopic): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: cloudWatch,
        Action: 'sns:Publish',
        Resource: topic.arn,
        Condition: ofThisAccount(topic),
      },
    ],
  });
