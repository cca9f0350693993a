import { createTable, type EmbeddedDynamoDb, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { type EmbeddedSqs, startSqs } from '@tarotchat/embedded-aws/sqs';
import { reapExpiredItems } from '../database/ttl-reaper.ts';
import type { OrphanGuard } from '../lambda/orphan-guard.ts';
import { type Queue, readTables, type Table } from '../model/data-stores.ts';
import { createQueues } from '../queue/create-queues.ts';
import { queueBacklog } from '../queue/queue-backlog.ts';
import { SetupError } from '../terraform/document.ts';
import type { Resolver } from '../terraform/resolver.ts';
import type { Clock } from './clock.ts';
import type { Shutdown } from './shutdown.ts';

/** The embedded services, with the stack's tables and queues in them. */
export type EmbeddedServices = {
  readonly dynamoDb: EmbeddedDynamoDb;
  readonly sqs: EmbeddedSqs;
  /** URLs in the embedded SQS, by ARN. */
  readonly queueUrls: ReadonlyMap<string, string>;
};

export type EmbeddedSettings = {
  readonly resolver: Resolver;
  readonly queues: readonly Queue[];
  readonly databaseFile: string;
  readonly backlogFile: string;
  readonly clock: Clock;
  readonly guard: OrphanGuard;
  readonly shutdown: Shutdown;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

const reapEveryMs = 60_000;

/** Starts DynamoDB and SQS, and makes what the stack says is in them. */
export const startEmbeddedServices = async (settings: EmbeddedSettings): Promise<EmbeddedServices> => {
  const { shutdown } = settings;
  const tables = readTables(settings.resolver);
  const dynamoDb = await startDynamoDb({ dbPath: settings.databaseFile }).catch((cause: unknown) => {
    throw new SetupError(cause instanceof Error ? cause.message : 'the embedded DynamoDB does not start', { cause });
  });
  settings.guard.watch(dynamoDb.pid);
  shutdown.later(async () => {
    await dynamoDb.stop();
    settings.guard.release(dynamoDb.pid);
  });
  for (const table of tables) await createTable(dynamoDb.client, table);
  startReaper(settings, dynamoDb, tables);

  const sqs = await startSqs();
  shutdown.later(sqs.stop);
  const queueUrls = await createQueues(sqs, settings.queues);
  const backlog = queueBacklog(settings.backlogFile);
  await backlog.restore(sqs, queueUrls);
  // Pollers start later and so end before: a job that they had to cut off is back in its queue by then.
  shutdown.later(() => backlog.save(sqs, queueUrls));
  return { dynamoDb, sqs, queueUrls };
};

const startReaper = (
  { clock, shutdown, warn }: EmbeddedSettings,
  { client }: EmbeddedDynamoDb,
  tables: readonly Table[],
): void => {
  const reap = reapExpiredItems({ client, now: clock.now });
  let lastMs = clock.now();
  let reaping = Promise.resolve();
  const stop = clock.onTick(() => {
    if (clock.now() - lastMs < reapEveryMs) return reaping;
    lastMs = clock.now();
    reaping = Promise.all(tables.map(reap)).then(
      () => {},
      (error: unknown) => warn(`expired items stay: ${error instanceof Error ? error.message : 'unknown'}`),
    );
    return reaping;
  });
  shutdown.later(async () => {
    stop();
    await reaping;
  });
};
