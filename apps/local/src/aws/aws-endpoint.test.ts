import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FixtureSystem, startFixture } from '../testing/fixture-system.ts';
import { connectSocket, type SocketClient } from '../testing/socket-client.ts';

let system: FixtureSystem;
let client: SocketClient;
beforeAll(async () => {
  system = await startFixture();
  client = await connectSocket(system.webSocketUrl);
});
beforeEach(() => system.calls.clear());
afterAll(() => system.end());

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/fixture_things';

test('a call that the role allows reaches the table, and is counted with its function', async () => {
  const answer = await client.ask({ action: 'echo', wish: 'put' });

  expect(answer).toMatchObject({ outcome: { ok: {} } });
  expect(system.calls.all()).toEqual([
    {
      functionName: 'fixture_socket',
      service: 'dynamodb',
      operation: 'PutItem',
      resources: [table],
      allowed: true,
      atMs: expect.any(Number),
    },
  ]);
});

test('a call that the role does not allow is an AccessDeniedException of the real SDK, and a line on the terminal', async () => {
  const answer = await client.ask({ action: 'echo', wish: 'scan' });

  expect(answer).toMatchObject({
    outcome: {
      name: 'AccessDeniedException',
      status: 400,
      message: `User: arn:aws:sts::000000000000:assumed-role/fixture_socket/fixture_socket is not authorized to perform: dynamodb:Scan on resource: ${table} because no identity-based policy allows the dynamodb:Scan action`,
    },
  });
  expect(system.calls.all()).toMatchObject([{ operation: 'Scan', allowed: false }]);
  expect(system.terminal).toContain(`AccessDenied: fixture_socket may not dynamodb:Scan on ${table}`);
});

test('a transaction needs the right to each of its items', async () => {
  const allowed = await client.ask({ action: 'echo', wish: 'transact' });
  const refused = await client.ask({ action: 'echo', wish: 'transact', remove: true });

  expect(allowed).toMatchObject({ outcome: { ok: {} } });
  expect(refused).toMatchObject({
    outcome: { name: 'AccessDeniedException', message: expect.stringContaining('dynamodb:DeleteItem') },
  });
});

test('a key that no function has is refused', async () => {
  const stranger = new DynamoDBClient({
    endpoint: await awsEndpoint(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
  });

  await expect(stranger.send(new ListTablesCommand())).rejects.toMatchObject({ name: 'UnrecognizedClientException' });

  stranger.destroy();
});

test('a request without a signature is refused', async () => {
  const response = await fetch(await awsEndpoint(), {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test('a function has exactly its variables and those that Lambda gives', async () => {
  const answer = await client.ask({ action: 'echo', wish: 'environment' });

  const names = new Set(
    JSON.stringify(answer)
      .match(/"[A-Z_]+"/g)
      ?.map((name) => name.slice(1, -1)),
  );
  expect([...names].toSorted()).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_ENDPOINT_URL',
    'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'CONNECTIONS_URL',
    'JOBS_QUEUE_URL',
    'JWKS',
    'PATH',
    'THINGS_TABLE',
    'TZ',
  ]);
});

/** The endpoint is told to functions alone: here a function is asked for it, by way of its management URL. */
const awsEndpoint = async (): Promise<string> => {
  const answer = await client.ask({ action: 'echo', wish: 'environmentUrl' });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(JSON.stringify(answer))?.[0];
  if (url === undefined) throw new Error('the function did not say its endpoint');
  return url;
};
