import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { retryConflicts } from '@tarotchat/transactions';
import { type Connection, connectionSchema } from '../connection.ts';
import type { ConnectionStore } from '../connection-store.ts';

/**
 * Connections in the table `tables.connections`: partition key userId, sort key connectionId, TTL expiresAt.
 * Each operation is 1 call (a user with more than 1 MB of connections costs a call more a page); nothing scans.
 *
 * @throws ZodError from `listLive` where a row is not a connection; whatever the SDK throws is passed on.
 */
export const dynamoConnectionStore = ({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}): ConnectionStore => ({
  add: async (connection) => {
    await client.send(new PutCommand({ TableName: tableName, Item: connection }));
  },
  remove: async ({ userId, connectionId }) => {
    await client.send(new DeleteCommand({ TableName: tableName, Key: { userId, connectionId } }));
  },
  listLive: async (userId, nowMs) => {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: 'userId = :userId',
        // Else a socket that has just connected could miss a reply, or outlive the sign-out of its user.
        ConsistentRead: true,
        // The TTL deletes up to two days late: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
        FilterExpression: 'expiresAt > :nowSeconds',
        ExpressionAttributeValues: { ':userId': userId, ':nowSeconds': nowMs / 1000 },
      },
    );
    const live: Connection[] = [];
    for await (const page of pages) live.push(...(page.Items ?? []).map((row) => connectionSchema.parse(row)));
    return live;
  },
  find: async ({ userId, connectionId }) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { userId, connectionId }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : connectionSchema.parse(Item);
  },
  noteExpiring: noteExpiring(client, tableName),
});

const noteExpiring =
  (client: DynamoDBDocumentClient, tableName: string): ConnectionStore['noteExpiring'] =>
  async ({ userId, connectionId, authExpiresAt }) => {
    const update = new UpdateCommand({
      TableName: tableName,
      Key: { userId, connectionId },
      UpdateExpression: 'SET toldExpiresAt = :authExpiresAt',
      ConditionExpression:
        'authExpiresAt = :authExpiresAt AND (attribute_not_exists(toldExpiresAt) OR toldExpiresAt <> :authExpiresAt)',
      ExpressionAttributeValues: { ':authExpiresAt': authExpiresAt },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await retryConflicts(() => client.send(update));
      return { kind: 'first' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const noted = error.Item?.['authExpiresAt']?.N;
      if (noted === undefined) return { kind: 'gone' };
      return Number(noted) === authExpiresAt ? { kind: 'told' } : { kind: 'renewed', authExpiresAt: Number(noted) };
    }
  };
