import { Readable } from 'node:stream';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { tables } from '@tarotchat/declarations';
import { createTable, type EmbeddedDynamoDb, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationStore } from '../conversation-store.ts';
import { aClaim, aMessageId, aUserId, messageKey, sessionKey } from '../testing/a-reply-job.ts';
import { conversationStoreContract } from '../testing/conversation-store-contract.ts';
import { quotaContract } from '../testing/quota-contract.ts';
import { dynamoConversationStore } from './dynamo-conversation-store.ts';

// Beside other tests' tables where the database is a shared one.
const tableName = `conversations-${crypto.randomUUID()}`;
let database: EmbeddedDynamoDb;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  database = await startDynamoDb();
  documents = DynamoDBDocumentClient.from(database.client);
  await createTable(database.client, tables.conversations, tableName);
});

afterAll(async () => {
  await database?.stop();
});

const openStore = (): ConversationStore => dynamoConversationStore({ client: documents, tableName });

const aClient = () =>
  new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });

/** A store whose table takes ten deletes of each batch and hands the others back; the sizes are noted. */
const storeOfBusyTable = (batches: number[]): ConversationStore => {
  const client = aClient();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context['commandName'] !== 'BatchWriteItemCommand' || !isHttpMessage(args.request)) return next(args);
      const deletes = JSON.parse(new TextDecoder().decode(args.request.body)).RequestItems[tableName];
      batches.push(deletes.length);
      const taken = Buffer.from(JSON.stringify({ RequestItems: { [tableName]: deletes.slice(0, 10) } }));
      args.request.body = taken;
      args.request.headers['content-length'] = String(taken.byteLength);
      const result = await next(args);
      const answer = JSON.stringify({
        UnprocessedItems: deletes.length > 10 ? { [tableName]: deletes.slice(10) } : {},
      });
      if (isHttpMessage(result.response))
        Object.assign(result.response, { body: Readable.from([Buffer.from(answer)]) });
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'busy' },
  );
  return dynamoConversationStore({ client: DynamoDBDocumentClient.from(client), tableName });
};

const isHttpMessage = (message: unknown): message is { body: Uint8Array; headers: Record<string, string> } =>
  typeof message === 'object' && message !== null && 'body' in message && 'headers' in message;

/** A store whose calls, each attempt by the name of its command, pass `onCall` first; what that throws they throw. */
const observedStore = (onCall: (command: string) => void): ConversationStore =>
  dynamoConversationStore({ client: observedClient(onCall), tableName });

const observedClient = (onCall: (command: string) => void): DynamoDBDocumentClient => {
  const client = aClient();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      onCall(String(context['commandName']));
      return next(args);
    },
    { step: 'finalizeRequest', name: 'observe' },
  );
  return DynamoDBDocumentClient.from(client);
};

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

conversationStoreContract('DynamoDB', openStore);
quotaContract('DynamoDB', (quotas) => dynamoConversationStore({ client: documents, tableName, quotas }));

test('50 parallel questions let exactly the allowed number through, whatever transactions they meet', async () => {
  let calls = 0;
  const client = observedClient((command) => {
    if (command !== 'TransactWriteItemsCommand') return;
    calls += 1;
    // The emulator serializes; DynamoDB cancels what meets on the person's counters.
    if (calls % 3 === 0) throw cancelled('None', 'None', 'None', 'TransactionConflict', 'None');
  });
  const quotas = { messagesPerMinute: 7, readingsPerDay: 100 };
  const store = dynamoConversationStore({ client, tableName, quotas });
  const userId = aUserId();
  const claims = Array.from({ length: 50 }, (_, n) => aClaim({ userId, messageId: aMessageId(n + 1) }));

  const outcomes = await Promise.all(claims.map((claim) => store.claimReply(claim)));

  const kinds = outcomes.map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual([...Array(7).fill('claimed'), ...Array(43).fill('over-quota')]);
  const { sessions } = await store.listSessions(userId, { limit: 100 });
  const replies = await Promise.all(
    sessions.map(({ sessionId }) => store.listMessages({ userId, sessionId }, { limit: 2 })),
  );
  const writing = replies.filter(
    (page) => page.kind === 'found' && page.messages[1]?.kind === 'reply' && page.messages[1].status === 'writing',
  );
  expect([sessions.length, writing.length]).toEqual([50, 7]);
});

test('what a person has used up of a window is forgotten a day after its end', async () => {
  const claim = aClaim();
  await openStore().claimReply(claim);

  const { Items } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':partition': `${claim.userId}#quota` },
    }),
  );

  expect(Items).toEqual([
    {
      partition: `${claim.userId}#quota`,
      sort: 'day#2026-01-02',
      used: 1,
      [tables.conversations.ttlAttribute]: Date.UTC(2026, 0, 3, 15) / 1_000,
    },
    {
      partition: `${claim.userId}#quota`,
      sort: 'minute#2026-01-02T03:04',
      used: 1,
      [tables.conversations.ttlAttribute]: Date.UTC(2026, 0, 3, 3, 5) / 1_000,
    },
  ]);
});

test('each operation is the calls it promises, and none is a scan', async () => {
  const calls: string[] = [];
  const store = observedStore((command) => calls.push(command));
  const callsOf = async (operation: Promise<unknown>) => {
    await operation;
    return calls.splice(0);
  };
  const claim = aClaim();

  expect(await callsOf(store.claimReply(claim))).toEqual(['TransactWriteItemsCommand']);
  expect(await callsOf(store.claimReply(claim))).toEqual(['TransactWriteItemsCommand', 'QueryCommand']);
  expect(await callsOf(store.completeReply({ ...messageKey(claim), text: 'text' }))).toEqual(['UpdateItemCommand']);
  expect(await callsOf(store.recentTurns(messageKey(claim), 4))).toEqual(['QueryCommand']);
  expect(await callsOf(store.listSessions(claim.userId, { limit: 50 }))).toEqual(['QueryCommand']);
  expect(await callsOf(store.listMessages(sessionKey(claim), { limit: 50 }))).toEqual(['QueryCommand']);
  expect(await callsOf(store.deleteSession(sessionKey(claim)))).toEqual([
    'TransactWriteItemsCommand',
    'QueryCommand',
    'BatchWriteItemCommand',
    'DeleteItemCommand',
  ]);
});

test('a claim that meets other transactions is repeated until it goes through', async () => {
  let conflicts = 0;
  const store = observedStore(() => {
    conflicts += 1;
    if (conflicts <= 3) throw cancelled('None', 'TransactionConflict', 'None');
  });

  const outcome = await store.claimReply(aClaim());

  expect(outcome).toEqual({ kind: 'claimed' });
  expect(conflicts).toBe(4);
});

test('conflicts that do not end are a coded failure after ten tries', async () => {
  let tries = 0;
  const store = observedStore(() => {
    tries += 1;
    throw cancelled('None', 'None', 'TransactionConflict');
  });

  await expect(store.claimReply(aClaim())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(tries).toBe(10);
});

test('a deletion that stops anywhere can be repeated to its end, and nothing is claimed meanwhile', async () => {
  for (const interruptedBy of ['QueryCommand', 'BatchWriteItemCommand', 'DeleteItemCommand']) {
    const first = aClaim();
    await openStore().claimReply(first);
    const broken = observedStore((command) => {
      if (command === interruptedBy) throw new Error('power cut');
    });

    await expect(broken.deleteSession(sessionKey(first))).rejects.toThrow('power cut');
    const claims = [
      await openStore().claimReply(first),
      await openStore().claimReply({ ...first, messageId: aMessageId(2) }),
    ];
    const repeated = await openStore().deleteSession(sessionKey(first));

    expect(claims).toEqual([{ kind: 'session-not-found' }, { kind: 'session-not-found' }]);
    expect(repeated).toEqual({ kind: 'deleted' });
    expect(await rowsOf(`${first.userId}#${first.sessionId}`)).toMatchObject([{ kind: 'deleted' }]);
    expect(await rowsOf(first.userId)).toEqual([]);
  }
});

test('of a deleted session only an empty tombstone stays', async () => {
  const claim = aClaim({ text: 'a secret' });
  await openStore().claimReply(claim);

  await openStore().deleteSession(sessionKey(claim));

  const partition = `${claim.userId}#${claim.sessionId}`;
  expect(await rowsOf(partition)).toEqual([{ partition, sort: `${claim.sessionId}#question`, kind: 'deleted' }]);
});

test('replies that fill the 1 MB of a query make short pages, and the pages are whole', async () => {
  const store = openStore();
  const first = aClaim();
  const claims = Array.from({ length: 20 }, (_, n) => ({ ...first, messageId: aMessageId(n + 1) }));
  for (const claim of claims) {
    await store.claimReply(claim);
    await store.completeReply({ ...messageKey(claim), text: 'x'.repeat(64 * 1_024) });
  }

  const ids: string[] = [];
  let pages = 0;
  let page = await store.listMessages(sessionKey(first), { limit: 50 });
  while (page.kind === 'found') {
    pages += 1;
    ids.push(...page.messages.map(({ messageId, kind }) => `${messageId}#${kind}`));
    if (page.next === undefined) break;
    page = await store.listMessages(sessionKey(first), { limit: 50, after: page.next });
  }

  expect(pages).toBeGreaterThan(1);
  expect(ids).toEqual(claims.flatMap(({ messageId }) => [`${messageId}#question`, `${messageId}#reply`]));
});

test('what a batch leaves unprocessed is deleted by the next', async () => {
  const first = aClaim();
  for (let n = 1; n <= 12; n += 1) await openStore().claimReply({ ...first, messageId: aMessageId(n) });
  const batches: number[] = [];
  const store = storeOfBusyTable(batches);

  const outcome = await store.deleteSession(sessionKey(first));

  expect(outcome).toEqual({ kind: 'deleted' });
  expect(batches).toEqual([23, 13, 3]);
  expect(await rowsOf(`${first.userId}#${first.sessionId}`)).toMatchObject([{ kind: 'deleted' }]);
});

test('a row that is no session is refused, not passed on', async () => {
  const userId = aUserId();
  await documents.send(new PutCommand({ TableName: tableName, Item: { partition: userId, sort: 'x', title: 1 } }));

  await expect(openStore().listSessions(userId, { limit: 5 })).rejects.toThrow();
});

const rowsOf = async (partition: string) => {
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':partition': partition },
    }),
  );
  return Items;
};
