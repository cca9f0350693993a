import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, DeleteCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { CodedError } from '@tarotchat/errors';
import { messageIdSchema } from '@tarotchat/protocol';
import { cancellationCodes, retryConflicts } from '@tarotchat/transactions';
import * as z from 'zod/mini';
import type { SessionKey } from '../conversation-store.ts';
import { type ConversationTable, messageRowKey, messagesPartition, sessionRowKey } from './conversation-rows.ts';

// The most that one BatchWriteItem takes.
const batchSize = 25;
const batchAttempts = 8;
const firstPauseMs = 25;

const keyRowSchema = z.object({ partition: z.string(), sort: z.string() });
type RowKey = z.output<typeof keyRowSchema>;

/**
 * Marks the session and puts the tombstone, deletes the messages, then the session's row. The row is the last to go, so
 * that an interrupted deletion still shows in the list and can be repeated.
 */
export const deleteSession =
  (table: ConversationTable) =>
  async (session: SessionKey): Promise<{ kind: 'deleted' } | { kind: 'not-found' }> => {
    if (!(await markDeleting(table, session))) return { kind: 'not-found' };
    await deleteMessages(table, session);
    await table.client.send(new DeleteCommand({ TableName: table.tableName, Key: sessionRowKey(session) }));
    return { kind: 'deleted' };
  };

/** From here on no claim of the session succeeds: not a follow-up's, nor a late one of its first question. */
const markDeleting = async ({ client, tableName }: ConversationTable, session: SessionKey): Promise<boolean> => {
  const mark = {
    TableName: tableName,
    Key: sessionRowKey(session),
    UpdateExpression: 'SET #status = :deleting',
    ConditionExpression: 'attribute_exists(#sort)',
    ExpressionAttributeNames: { '#status': 'status', '#sort': 'sort' },
    ExpressionAttributeValues: { ':deleting': 'deleting' },
  };
  const tombstone = { TableName: tableName, Item: { ...tombstoneKey(session), kind: 'deleted' } };
  const transaction = new TransactWriteCommand({ TransactItems: [{ Update: mark }, { Put: tombstone }] });
  try {
    await retryConflicts(() => client.send(transaction));
    return true;
  } catch (error) {
    if (cancellationCodes(error)[0] === 'ConditionalCheckFailed') return false;
    throw error;
  }
};

/** The tombstone lies where the session's first question was: the session is named by it. */
const tombstoneKey = (session: SessionKey): RowKey =>
  messageRowKey({ ...session, messageId: messageIdSchema.parse(session.sessionId) }, 'question');

const deleteMessages = async (table: ConversationTable, session: SessionKey): Promise<void> => {
  const tombstone = tombstoneKey(session);
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :partition',
      ProjectionExpression: '#partition, #sort',
      ExpressionAttributeNames: { '#partition': 'partition', '#sort': 'sort' },
      ExpressionAttributeValues: { ':partition': messagesPartition(session) },
    },
  );
  for await (const page of pages) {
    const keys = (page.Items ?? []).map((row) => keyRowSchema.parse(row)).filter(({ sort }) => sort !== tombstone.sort);
    for (let start = 0; start < keys.length; start += batchSize) {
      await deleteBatch(table, keys.slice(start, start + batchSize));
    }
  }
};

const deleteBatch = async ({ client, tableName }: ConversationTable, keys: readonly RowKey[]): Promise<void> => {
  let left: readonly RowKey[] = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === batchAttempts) throw new CodedError('SERVICE_UNAVAILABLE');
    if (attempt > 0) await sleep(Math.random() * firstPauseMs * 2 ** attempt);
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: left.map((key) => ({ DeleteRequest: { Key: key } })) } }),
    );
    left = (UnprocessedItems?.[tableName] ?? []).map(({ DeleteRequest }) => keyRowSchema.parse(DeleteRequest?.Key));
  }
};
