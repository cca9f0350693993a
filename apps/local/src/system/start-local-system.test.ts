import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { expect, test } from 'vitest';
import { startFixture } from '../testing/fixture-system.ts';
import { connectSocket } from '../testing/socket-client.ts';
import { writeFixture } from '../testing/write-fixture.ts';
import { startLocalSystem } from './start-local-system.ts';

const embeddedClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });

test('one origin serves the page, its configuration with this run’s addresses, and says when it is ready', async () => {
  const system = await startFixture();

  const page = await fetch(`${system.origin}/login_test.html`);
  const config = await fetch(`${system.origin}/config.json`);

  expect(await page.text()).toContain('<title>fixture</title>');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await config.json()).toEqual({ redirectUri: `${system.origin}/login_test.html`, webSocketUrl: '/ws' });
  expect((await fetch(`${system.origin}/readyz`)).status).toBe(200);
  expect((await fetch(`${system.origin}/../../package.json`)).status).toBe(404);
  await system.end();
});

test('only this machine reaches it', async () => {
  const system = await startFixture();
  const { port } = new URL(system.origin);

  const reached = await fetch(`http://127.0.0.1:${port}/readyz`);

  expect(reached.status).toBe(200);
  // Whoever else may bind the same port on another address: nothing of ours holds the wildcard.
  const other = createServer();
  const bound = new Promise((resolve, reject) => {
    other.once('error', reject);
    other.listen(Number(port), '127.0.0.2', () => resolve('bound'));
  });
  await expect(bound).resolves.toBe('bound');
  other.close();
  await system.end();
});

test('what functions stored is there after a restart', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kept-'));
  const first = await startFixture({ dataFolder });
  const client = await connectSocket(first.webSocketUrl);
  await client.ask({ action: 'echo', wish: 'transact' });
  await first.end();

  const second = await startFixture({ dataFolder });
  const kept = await embeddedClient(second.embedded.dynamoDb).send(new ScanCommand({ TableName: 'fixture_things' }));
  await second.end();
  const third = await startFixture({ dataFolder, fresh: true });
  const fresh = await embeddedClient(third.embedded.dynamoDb).send(new ScanCommand({ TableName: 'fixture_things' }));
  await third.end();

  expect(kept.Items).toEqual([{ id: { S: 'two' } }]);
  expect(fresh.Items).toEqual([]);
  await rm(dataFolder, { recursive: true });
});

test('what has expired is gone a minute later, the rest stays', async () => {
  const system = await startFixture();
  const client = embeddedClient(system.embedded.dynamoDb);
  const soon = Math.floor(system.clock.now() / 1000) + 30;
  for (const [id, expiresAt] of [
    ['gone', soon],
    ['stays', soon + 3_600],
  ] as const) {
    const Item = { id: { S: id }, expiresAt: { N: String(expiresAt) } };
    await client.send(new PutItemCommand({ TableName: 'fixture_things', Item }));
  }
  await client.send(new PutItemCommand({ TableName: 'fixture_things', Item: { id: { S: 'for ever' } } }));

  await system.clock.advance(61_000);

  const { Items } = await client.send(new ScanCommand({ TableName: 'fixture_things' }));
  expect(Items?.map((item) => item['id']?.S).toSorted()).toEqual(['for ever', 'stays']);
  await system.end();
});

test('a temporary data folder leaves nothing behind', async () => {
  const system = await startFixture();

  expect(await readdir(system.dataFolder)).toContain('secrets.json');
  await system.end();

  await expect(readdir(system.dataFolder)).rejects.toThrow('ENOENT');
});

test.each([
  ['no synthesized stack', { stackFolder: '/nowhere' }, 'run "pnpm build" and "pnpm synth" first'],
  ['no built page', { webFolder: '/nowhere' }, 'run "pnpm build" first'],
])('%s is one line that says what to do', async (_, missing, words) => {
  const { remove, ...folders } = await writeFixture();

  await expect(startLocalSystem({ ...folders, ...missing })).rejects.toThrow(words);

  await remove();
});

test('a missing bundle is one line that says what to do, and what had started ends again', async () => {
  const { remove, ...folders } = await writeFixture();
  await rm(join(folders.stackFolder, 'assets', 'worker'), { recursive: true });
  const dataFolder = await mkdtemp(join(tmpdir(), 'kept-'));

  await expect(startLocalSystem({ ...folders, dataFolder })).rejects.toThrow('run "pnpm build" and "pnpm synth"');

  expect(await readdir(dataFolder)).not.toContain('run.lock');
  await remove();
  await rm(dataFolder, { recursive: true });
});

test('where AWS_ENDPOINT_URL_DYNAMODB names another DynamoDB, that one is used', async () => {
  const elsewhere = await startDynamoDb();
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = elsewhere.endpoint;
  const system = await startFixture();
  delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  const client = await connectSocket(system.webSocketUrl);

  await client.ask({ action: 'echo', wish: 'transact' });

  const { Items } = await elsewhere.client.send(new ScanCommand({ TableName: 'fixture_things' }));
  expect(Items).toEqual([{ id: { S: 'two' } }]);
  await system.end();
  await elsewhere.stop();
});
