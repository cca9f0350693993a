import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { tables } from '@tarotchat/declarations';
import { expect, test } from 'vitest';
import { createTable, startDynamoDb } from './dynamodb.ts';

test('what was written is there after a restart on the same file, and creating a table again keeps it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tarotchat-dynamodb-'));
  const dbPath = join(folder, 'tables.sqlite');
  const key = { tokenFamily: { S: 'a-family' } };
  const before = await startDynamoDb({ dbPath });
  await createTable(before.client, tables.revocations);
  await before.client.send(new PutItemCommand({ TableName: tables.revocations.tableName, Item: key }));
  await before.stop();

  const after = await startDynamoDb({ dbPath });
  await createTable(after.client, tables.revocations);
  const found = await after.client.send(new GetItemCommand({ TableName: tables.revocations.tableName, Key: key }));
  await after.stop();
  await rm(folder, { recursive: true });

  expect(found.Item).toEqual(key);
});

test('two databases run beside each other and share nothing', async () => {
  const [one, other] = await Promise.all([startDynamoDb(), startDynamoDb()]);
  await createTable(one.client, tables.connections);

  const missing = other.client.send(
    new GetItemCommand({
      TableName: tables.connections.tableName,
      Key: { userId: { S: 'u' }, connectionId: { S: 'c' } },
    }),
  );

  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await Promise.all([one.stop(), other.stop()]);
});
