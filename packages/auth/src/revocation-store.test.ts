import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { tables } from '@tarotchat/declarations';
import { createTable, type EmbeddedDynamoDb, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoRevocationStore } from './dynamodb/index.ts';
import { memoryRevocationStore } from './memory/index.ts';
import { revocationStoreContract } from './revocation-store-contract.ts';

describe('in memory', () => {
  const store = memoryRevocationStore();
  revocationStoreContract(() => store);
});

describe('in DynamoDB', () => {
  let database: EmbeddedDynamoDb;
  let client: DynamoDBDocumentClient;
  const calls: string[] = [];
  const tableName = `revocations_${process.pid}_${Date.now()}`;
  const store = () => dynamoRevocationStore({ client, tableName });

  beforeAll(async () => {
    database = await startDynamoDb();
    await createTable(database.client, tables.revocations, tableName);
    client = DynamoDBDocumentClient.from(database.client);
    client.middlewareStack.add(
      (next, context) => (args) => {
        calls.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize' },
    );
  });
  afterAll(() => database.stop());

  revocationStoreContract(store);

  test('a question is 1 read of two rows, a sign-out 1 write', async () => {
    const tokenFamily = tokenFamilySchema.parse('counted');
    const userId = userIdSchema.parse('counted');
    calls.length = 0;

    await store().revoke(tokenFamily, 2_000_000_000);
    await store().cutOff(userId, { atSeconds: 1, untilSeconds: 2_000_000_000 });
    await store().isRevoked({ tokenFamily, userId, signedInAt: 2 });
    await store().cutOffOf(userId);

    expect(calls).toEqual(['PutItemCommand', 'PutItemCommand', 'BatchGetItemCommand', 'GetItemCommand']);
  });

  test('the row tells the TTL its end in epoch seconds', async () => {
    await store().revoke(tokenFamilySchema.parse('with-ttl'), 2_000_000_000);

    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { tokenFamily: 'with-ttl' } }));

    expect(Item).toEqual({ tokenFamily: 'with-ttl', [tables.revocations.ttlAttribute]: 2_000_000_000 });
  });
});
