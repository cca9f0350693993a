import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { memoryRevocationStore } from '@tarotchat/auth/memory';
import { dynamoConnectionAdmission, dynamoConnectionStore } from '@tarotchat/connection-store/dynamodb';
import { memoryConnectionAdmission, memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { tables } from '@tarotchat/declarations';
import { createTable, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { silentLogger } from '@tarotchat/lambda-kit';
import { tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, onTestFinished, test } from 'vitest';
import connectEvent from './fixtures/connect-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const userId = userIdSchema.parse('user-1');

const aHandler = () => {
  const connections = memoryConnectionStore();
  const revocations = memoryRevocationStore();
  const admission = memoryConnectionAdmission({ connections, revocations });
  return { connections, revocations, handler: createHandler({ admission, logger: silentLogger }) };
};

test('the connection is noted under its user, and the handshake echoes our subprotocol and no token', async () => {
  const { handler, connections } = aHandler();

  const answer = await handler(connectEvent);

  expect(answer).toEqual({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'tarotchat.v1' } });
  expect(await connections.listLive(userId, connectEvent.requestContext.connectedAt)).toEqual([
    {
      userId: 'user-1',
      connectionId: 'AbCdEfGhIAMCJZA=',
      tokenFamily: 'family-1',
      connectedAtMs: 1795558226001,
      authExpiresAt: 1795561826,
      expiresAt: 1795558227 + 7_200,
    },
  ]);
});

test('the connection counts as open for the whole 2 hours that API Gateway gives it, and no longer', async () => {
  const { handler, connections } = aHandler();
  await handler(connectEvent);
  const lifeMs = 2 * 60 * 60 * 1000;
  const { connectedAt } = connectEvent.requestContext;

  expect(await connections.listLive(userId, connectedAt + lifeMs)).toHaveLength(1);
  expect(await connections.listLive(userId, connectedAt + lifeMs + 1000)).toHaveLength(0);
});

test('who cannot be noted is not connected', async () => {
  const admission = { admit: () => Promise.reject(new Error('throttled')) };

  const answer = await createHandler({ admission, logger: silentLogger })(connectEvent);

  expect(answer.statusCode).toBe(500);
});

test('whoever signed out between the authorizer and here is not connected', async () => {
  const { handler, connections, revocations } = aHandler();
  await revocations.revoke(tokenFamilySchema.parse('family-1'), 2_000_000_000);

  const answer = await handler(connectEvent);

  expect(answer).toEqual({ statusCode: 401 });
  expect(await connections.listLive(userId, connectEvent.requestContext.connectedAt)).toEqual([]);
});

test('a connection without an authorizer is a wrong deployment', async () => {
  const { authorizer, ...requestContext } = connectEvent.requestContext;
  const { handler } = aHandler();

  expect(authorizer).toBeDefined();
  await expect(handler({ ...connectEvent, requestContext })).rejects.toMatchObject({ code: 'INTERNAL' });
});

test('connecting costs exactly 1 call', async () => {
  const database = await startDynamoDb();
  onTestFinished(database.stop);
  const connectionsTable = `connections_${process.pid}_${Date.now()}`;
  const revocationsTable = `revocations_of_${connectionsTable}`;
  await createTable(database.client, tables.connections, connectionsTable);
  await createTable(database.client, tables.revocations, revocationsTable);
  const calls: string[] = [];
  const client = DynamoDBDocumentClient.from(database.client);
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  const admission = dynamoConnectionAdmission({ client, connectionsTable, revocationsTable });
  const connections = dynamoConnectionStore({ client, tableName: connectionsTable });

  await createHandler({ admission, logger: silentLogger })(connectEvent);

  expect(calls).toEqual(['TransactWriteItemsCommand']);
  expect(await connections.listLive(userId, connectEvent.requestContext.connectedAt)).toHaveLength(1);
});
