import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Connection } from '@tarotchat/connection-store';
import { dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { tables } from '@tarotchat/declarations';
import { createTable, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { connectionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, onTestFinished, test } from 'vitest';
import disconnectEvent from './fixtures/disconnect-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const { connectedAt: nowMs } = disconnectEvent.requestContext;

const aConnection = (connection: Partial<Connection> = {}): Connection => ({
  userId: userIdSchema.parse('user-1'),
  connectionId: connectionIdSchema.parse('AbCdEfGhIAMCJZA='),
  tokenFamily: tokenFamilySchema.parse('family-1'),
  connectedAtMs: nowMs,
  authExpiresAt: 1795561826,
  expiresAt: 1795565427,
  ...connection,
});

test('the closed connection is forgotten, the user’s other one stays', async () => {
  const connections = memoryConnectionStore();
  const other = aConnection({ connectionId: connectionIdSchema.parse('other') });
  await connections.add(aConnection());
  await connections.add(other);

  const answer = await createHandler({ connections })(disconnectEvent);

  expect(answer).toEqual({ statusCode: 200 });
  expect(await connections.listLive(other.userId, nowMs)).toEqual([other]);
});

test('a connection that was never noted, or is forgotten already, is no error', async () => {
  const handler = createHandler({ connections: memoryConnectionStore() });

  expect(await handler(disconnectEvent)).toEqual({ statusCode: 200 });
});

test('a failure is thrown, for the alarm', async () => {
  const connections = { remove: () => Promise.reject(new Error('throttled')) };

  await expect(createHandler({ connections })(disconnectEvent)).rejects.toThrow('throttled');
});

test('disconnecting costs exactly 1 delete', async () => {
  const database = await startDynamoDb();
  onTestFinished(database.stop);
  const tableName = `connections_${process.pid}_${Date.now()}`;
  await createTable(database.client, tables.connections, tableName);
  const client = DynamoDBDocumentClient.from(database.client);
  const connections = dynamoConnectionStore({ client, tableName });
  const connection = aConnection();
  await connections.add(connection);
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );

  await createHandler({ connections })(disconnectEvent);

  expect(calls).toEqual(['DeleteItemCommand']);
  expect(await connections.listLive(connection.userId, nowMs)).toEqual([]);
});
