import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Table } from '../model/data-stores.ts';

/**
 * Deletes what has expired, as DynamoDB's TTL does (there within two days): the embedded DynamoDB does not do it.
 *
 * @returns how many items went.
 */
export const reapExpiredItems =
  ({ client, now }: { readonly client: DynamoDBClient; readonly now: () => number }) =>
  async (table: Table): Promise<number> => {
    if (table.ttlAttribute === undefined) return 0;
    const expired = {
      TableName: table.tableName,
      ExpressionAttributeNames: { '#ttl': table.ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now() / 1000)) } },
    };
    let reaped = 0;
    for await (const page of paginateScan({ client }, { ...expired, FilterExpression: '#ttl < :now' })) {
      for (const item of page.Items ?? []) {
        // The condition again: it may have been renewed since the scan saw it.
        const command = new DeleteItemCommand({
          ...expired,
          Key: keyOf(item, table),
          ConditionExpression: '#ttl < :now',
        });
        reaped += await client.send(command).then(
          () => 1,
          (error: unknown) => {
            if (error instanceof ConditionalCheckFailedException) return 0;
            throw error;
          },
        );
      }
    }
    return reaped;
  };

const keyOf = (
  item: Record<string, AttributeValue>,
  { partitionKey, sortKey }: Table,
): Record<string, AttributeValue> =>
  Object.fromEntries(
    [partitionKey, sortKey].flatMap((name) => {
      const value = name === undefined ? undefined : item[name];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
