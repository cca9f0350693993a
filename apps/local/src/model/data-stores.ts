import type { TableDeclaration } from '@tarotchat/declarations';
import * as z from 'zod/mini';
import type { Resolver } from '../terraform/resolver.ts';
import { manyBlocks, oneBlock, readAttributes, readResources, textAttribute } from './read-resource.ts';

/** A table as the stack has it. */
export type Table = TableDeclaration & { readonly arn: string };

/** A queue as the stack has it. */
export type Queue = {
  /** `aws_sqs_queue.<name>`: where its URL is put once it exists. */
  readonly address: string;
  readonly queueName: string;
  readonly arn: string;
  /** Attributes of CreateQueue. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** A queue that makes a function run. */
export type EventSourceMapping = {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly reportsBatchItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
};

const tableSchema = z.object({
  name: z.string(),
  hash_key: z.string(),
  range_key: z.optional(z.string()),
  attribute: manyBlocks(
    z.object({ name: z.string(), type: z.literal('S', { error: 'only text keys are known here' }) }),
  ),
  ttl: z.optional(
    oneBlock(z.object({ attribute_name: z.optional(z.string()), enabled: z._default(z.boolean(), false) })),
  ),
  global_secondary_index: z.optional(z.undefined({ error: 'indexes are not known here' })),
  local_secondary_index: z.optional(z.undefined({ error: 'indexes are not known here' })),
});

/** Reads the tables. */
export const readTables = (resolver: Resolver): Table[] =>
  readResources(resolver, 'aws_dynamodb_table', (resource) => {
    const body = readAttributes(resource, tableSchema);
    return {
      tableName: body.name,
      arn: textAttribute(resource, 'arn'),
      partitionKey: body.hash_key,
      ...(body.range_key !== undefined && { sortKey: body.range_key }),
      ...(body.ttl?.enabled && body.ttl.attribute_name !== undefined && { ttlAttribute: body.ttl.attribute_name }),
    };
  });

const setting = z.optional(z.union([z.string(), z.number(), z.boolean()]));

/** Attributes of SQS by the names that Terraform gives them. */
const queueAttributes = {
  fifo_queue: 'FifoQueue',
  content_based_deduplication: 'ContentBasedDeduplication',
  deduplication_scope: 'DeduplicationScope',
  fifo_throughput_limit: 'FifoThroughputLimit',
  visibility_timeout_seconds: 'VisibilityTimeout',
  message_retention_seconds: 'MessageRetentionPeriod',
  max_message_size: 'MaximumMessageSize',
  delay_seconds: 'DelaySeconds',
  receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
  redrive_policy: 'RedrivePolicy',
} as const;

const queueSchema = z.object({
  name: z.string(),
  fifo_queue: setting,
  content_based_deduplication: setting,
  deduplication_scope: setting,
  fifo_throughput_limit: setting,
  visibility_timeout_seconds: setting,
  message_retention_seconds: setting,
  max_message_size: setting,
  delay_seconds: setting,
  receive_wait_time_seconds: setting,
  redrive_policy: setting,
});

/** Reads the queues, dead-letter queues before those that name them. */
export const readQueues = (resolver: Resolver): Queue[] =>
  readResources(resolver, 'aws_sqs_queue', (resource) => {
    const body = new Map(Object.entries(readAttributes(resource, queueSchema)));
    const attributes = Object.entries(queueAttributes).flatMap(([name, attribute]) => {
      const value = body.get(name);
      // SQS takes FifoQueue only as "true".
      return value === undefined || (name === 'fifo_queue' && value === false) ? [] : [[attribute, String(value)]];
    });
    return {
      address: `aws_sqs_queue.${resource.address.name}`,
      queueName: textAttribute(resource, 'name'),
      arn: textAttribute(resource, 'arn'),
      attributes: Object.fromEntries(attributes),
    };
  }).sort((a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes));

const mappingSchema = z.object({
  event_source_arn: z.string(),
  function_name: z.string(),
  batch_size: z._default(z.number(), 10),
  enabled: z._default(z.boolean(), true),
  function_response_types: z._default(z.array(z.string()), []),
  scaling_config: z.optional(oneBlock(z.object({ maximum_concurrency: z.optional(z.number()) }))),
});

/** Reads the enabled event source mappings. */
export const readEventSourceMappings = (resolver: Resolver): EventSourceMapping[] =>
  readResources(resolver, 'aws_lambda_event_source_mapping', (resource) => {
    const body = readAttributes(resource, mappingSchema);
    if (!body.enabled) return [];
    return [
      {
        queueArn: body.event_source_arn,
        functionName: body.function_name.replace(/^arn:aws:lambda:[^:]*:[^:]*:function:/, ''),
        batchSize: body.batch_size,
        reportsBatchItemFailures: body.function_response_types.includes('ReportBatchItemFailures'),
        maximumConcurrency: body.scaling_config?.maximum_concurrency,
      },
    ];
  }).flat();
