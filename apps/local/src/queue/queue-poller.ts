import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { EventSourceMapping } from '../model/data-stores.ts';
import { queueEvent } from './queue-event.ts';

/** What a poller stands on. */
export type QueuePollerDeps = {
  /** The service's own client: Lambda polls, not the function. */
  readonly client: SQSClient;
  readonly invoke: FunctionPool['invoke'];
  /** URL of the queue in the embedded SQS. */
  readonly queueUrl: string;
  readonly region: string;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

// Lambda scales with the message groups; more at once than this machine carries wait in the queue.
const defaultConcurrency = 10;
const waitSeconds = 5;

const failuresSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * Polls a queue for a function: message groups beside each other, the messages of a group in order, deleted on
 * success and left on failure, for the visibility timeout and the redrive policy to deal with.
 *
 * @returns what ends it, after the invocations under way.
 */
export const startQueuePoller = (deps: QueuePollerDeps, mapping: EventSourceMapping): (() => Promise<void>) => {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const limit = mapping.maximumConcurrency ?? defaultConcurrency;

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (running.size >= limit) {
        await Promise.race(running);
        continue;
      }
      const messages = await receive(deps, stopping.signal, Math.min(10, limit - running.size));
      for (const group of groupsOf(messages)) {
        const work = consumeGroup(deps, mapping, group).catch((error: unknown) => {
          deps.warn(
            `the poller of ${mapping.functionName} failed: ${error instanceof Error ? error.message : 'unknown'}`,
          );
        });
        running.add(work);
        void work.finally(() => running.delete(work));
      }
    }
  };
  const polling = poll();

  return async () => {
    stopping.abort();
    await polling;
    await Promise.all(running);
  };
};

const receive = async (deps: QueuePollerDeps, abortSignal: AbortSignal, count: number): Promise<Message[]> => {
  try {
    const { Messages } = await deps.client.send(
      new ReceiveMessageCommand({
        QueueUrl: deps.queueUrl,
        MaxNumberOfMessages: count,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal },
    );
    return Messages ?? [];
  } catch (error) {
    if (abortSignal.aborted) return [];
    deps.warn(
      `polling ${deps.queueUrl.split('/').at(-1)} failed: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [];
  }
};

/** Messages without a group stand alone, each. */
const groupsOf = (messages: readonly Message[]): Message[][] => [
  ...Map.groupBy(messages, (message) => message.Attributes?.MessageGroupId ?? message.MessageId).values(),
];

const consumeGroup = async (deps: QueuePollerDeps, mapping: EventSourceMapping, group: Message[]): Promise<void> => {
  for (let at = 0; at < group.length; at += mapping.batchSize) {
    const batch = group.slice(at, at + mapping.batchSize);
    const result = await deps.invoke(
      mapping.functionName,
      queueEvent(batch, { queueArn: mapping.queueArn, region: deps.region }),
    );
    // Order within a group: what comes after a failure waits with it.
    if (result.kind === 'failed') return;
    const failed = mapping.reportsBatchItemFailures ? failedIds(result.payload) : new Set<string>();
    const done = batch.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
    await Promise.all(
      done.map(({ ReceiptHandle }) =>
        deps.client.send(new DeleteMessageCommand({ QueueUrl: deps.queueUrl, ReceiptHandle })),
      ),
    );
    if (failed.size > 0) return;
  }
};

const failedIds = (payload: unknown): ReadonlySet<string> => {
  const parsed = failuresSchema.safeParse(payload);
  return new Set(parsed.data?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
};
