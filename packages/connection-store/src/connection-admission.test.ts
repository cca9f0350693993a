import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { memoryRevocationStore } from '@tarotchat/auth/memory';
import { tables } from '@tarotchat/declarations';
import { createTable, type EmbeddedDynamoDb, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { tokenFamilySchema } from '@tarotchat/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionAdmissionContract } from './connection-admission-contract.ts';
import { aConnection } from './connection-store-contract.ts';
import { dynamoConnectionAdmission, dynamoConnectionStore } from './dynamodb/index.ts';
import { memoryConnectionAdmission, memoryConnectionStore } from './memory/index.ts';

describe('in memory', () => {
  const connections = memoryConnectionStore();
  const revocations = memoryRevocationStore();
  const admission = memoryConnectionAdmission({ connections, revocations });
  connectionAdmissionContract(() => ({ admission, connections, revocations }));
});

describe('in DynamoDB', () => {
  let database: EmbeddedDynamoDb;
  let client: DynamoDBDocumentClient;
  const calls: string[] = [];
  const connectionsTable = `admitted_${process.pid}_${Date.now()}`;
  const revocationsTable = `revocations_of_${connectionsTable}`;
  const admission = () => dynamoConnectionAdmission({ client, connectionsTable, revocationsTable });

  beforeAll(async () => {
    database = await startDynamoDb();
    await createTable(database.client, tables.connections, connectionsTable);
    await createTable(database.client, tables.revocations, revocationsTable);
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

  connectionAdmissionContract(() => ({
    admission: admission(),
    connections: dynamoConnectionStore({ client, tableName: connectionsTable }),
    revocations: dynamoRevocationStore({ client, tableName: revocationsTable }),
  }));

  test('admission is 1 transaction, and so is a renewal', async () => {
    const connection = aConnection({ tokenFamily: tokenFamilySchema.parse('counted') });
    const login = { ...connection, signedInAt: 1 };
    calls.length = 0;

    await admission().admit(connection, login);
    await admission().renew(login);

    expect(calls).toEqual(['TransactWriteItemsCommand', 'TransactWriteItemsCommand']);
  });
});
