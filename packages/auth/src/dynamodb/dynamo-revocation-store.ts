import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { retryConflicts } from '@tarotchat/transactions';
import * as z from 'zod/mini';
import type { RevocationStore } from '../revocation-store.ts';
import { cutOffKey, familyKey, type RevocationKey } from './revocation-rows.ts';

const rowSchema = z.object({ tokenFamily: z.string(), cutOffAt: z.optional(z.int()) });
type Row = z.output<typeof rowSchema>;

type RevocationTable = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/**
 * Sign-outs in the table `tables.revocations`: partition key tokenFamily, TTL expiresAt. Each operation is 1 call; the
 * question about a login reads its two rows in 1. A row that the TTL has not deleted yet still counts: its tokens have
 * expired anyway.
 *
 * @throws Error where DynamoDB leaves keys of a question unread: who cannot be judged does not get in.
 */
export const dynamoRevocationStore = (table: RevocationTable): RevocationStore => {
  const put = async (Item: RevocationKey & { expiresAt: number; cutOffAt?: number }): Promise<void> => {
    // A handshake's transaction may be looking at this very row.
    await retryConflicts(() => table.client.send(new PutCommand({ TableName: table.tableName, Item })));
  };
  return {
    isRevoked: async ({ userId, tokenFamily, signedInAt }) => {
      const rows = await readRows(table, [familyKey(tokenFamily), cutOffKey(userId)]);
      return rows.some(({ cutOffAt }) => cutOffAt === undefined || signedInAt <= cutOffAt);
    },
    revoke: (tokenFamily, untilSeconds) => put({ ...familyKey(tokenFamily), expiresAt: untilSeconds }),
    cutOff: (userId, { atSeconds, untilSeconds }) =>
      put({ ...cutOffKey(userId), cutOffAt: atSeconds, expiresAt: untilSeconds }),
    cutOffOf: async (userId) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.tableName, Key: cutOffKey(userId), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : rowSchema.parse(Item).cutOffAt;
    },
  };
};

const attempts = 4;
const pauseMs = 25;

const readRows = async ({ client, tableName }: RevocationTable, keys: readonly RevocationKey[]): Promise<Row[]> => {
  let rows: Row[] = [];
  let left: readonly Record<string, unknown>[] = keys;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > attempts) throw new Error('DynamoDB left sign-outs unread');
    if (attempt > 1) await sleep(pauseMs * 2 ** attempt * Math.random());
    const { Responses, UnprocessedKeys } = await client.send(
      // Consistent: a sign-out that was answered must hold for the very next handshake.
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: [...left], ConsistentRead: true } } }),
    );
    rows = [...rows, ...(Responses?.[tableName] ?? []).map((row) => rowSchema.parse(row))];
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return rows;
};
