import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tables } from '@tarotchat/declarations';
import { createTable, type EmbeddedDynamoDb, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { connectionIdSchema, userIdSchema } from '@tarotchat/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aConnection, connectionStoreContract } from './connection-store-contract.ts';
import { dynamoConnectionStore } from './dynamodb/index.ts';
import { memoryConnectionStore } from './memory/index.ts';

describe('in memory', () => {
  const store = memoryConnectionStore();
  connectionStoreContract(() => store);
});

describe('in DynamoDB', () => {
  let database: EmbeddedDynamoDb;
  let client: DynamoDBDocumentClient;
  const calls: string[] = [];
  const tableName = `connections_${process.pid}_${Date.now()}`;
  const store = () => dynamoConnectionStore({ client, tableName });

  beforeAll(async () => {
    database = await startDynamoDb();
    await createTable(database.client, tables.connections, tableName);
    client = DynamoDBDocumentClient.from(database.client);
    client.middlewareStack.add(
      (next, context) => (args) => {
        calls.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize' },
    );
  });
  beforeEach(() => {
    calls.length = 0;
  });
  afterAll(() => database.stop());

  connectionStoreContract(store);

  test('connecting is 1 write, listing 1 query, disconnecting 1 delete', async () => {
    const connection = aConnection();

    await store().add(connection);
    await store().listLive(connection.userId, 0);
    await store().remove(connection);

    expect(calls).toEqual(['PutItemCommand', 'QueryCommand', 'DeleteItemCommand']);
  });

  test('connections on further pages are listed too', async () => {
    const userId = userIdSchema.parse('many-tabs');
    const padding = 'x'.repeat(350_000);
    const connections = ['a', 'b', 'c', 'd'].map((id) =>
      aConnection({ userId, connectionId: connectionIdSchema.parse(id) }),
    );
    for (const connection of connections) {
      await client.send(new PutCommand({ TableName: tableName, Item: { ...connection, padding } }));
    }
    calls.length = 0;

    const live = await store().listLive(userId, 0);

    expect(live).toEqual(connections);
    expect(calls.length).toBeGreaterThan(1);
  });

  test('a row that is no connection is not taken for one', async () => {
    const { tokenFamily, ...row } = aConnection();
    await client.send(new PutCommand({ TableName: tableName, Item: row }));

    await expect(store().listLive(row.userId, 0)).rejects.toThrow();
  });
});
