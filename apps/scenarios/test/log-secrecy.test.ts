import { DeleteTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { expect, test } from 'vitest';
import { functionNamesOf } from '../src/rights/rights-of.ts';
import { connectMarked, driveRest, driveSocket, logInMarked } from '../src/secrecy/drive-every-route.ts';
import { readFunctionLogs, startRuntimeProcess } from '../src/secrecy/runtime-process.ts';
import { runtimeSecrets } from '../src/secrecy/runtime-secrets.ts';
import { type Secret, secretsIn } from '../src/secrecy/secrets.ts';
import { readStack } from '../src/stack/read-stack.ts';
import { routesOf } from '../src/stack/routes-of.ts';
import { until } from '../src/until.ts';

// Every route is driven with marked secrets, rightly and wrongly; then everything that any process wrote is searched.
const stack = await readStack();
const routes = routesOf(stack);
const functionNames = functionNamesOf(stack).map((name) => `${name}-local`);
const timeout = 120_000;

test('a secret is found in a log however it is written', () => {
  const secrets: Secret[] = [{ name: 'it', value: 'ab/cd+ef"gh=ij-0123456789-민아' }];
  const written = [
    (value: string) => `token=${value}`,
    (value: string) => encodeURIComponent(`x ${value}`),
    (value: string) => JSON.stringify({ value }),
    (value: string) => Buffer.from(`Bearer ${value} and on`).toString('base64'),
    (value: string) => Buffer.from(`{"t":"${value}"}`).toString('base64url'),
    (value: string) => `${value.slice(0, 24)}…`,
  ];

  for (const write of written) expect(secretsIn(write(secrets[0]?.value ?? ''), secrets)).toEqual(['it']);
  expect(secretsIn('nothing of the kind', secrets)).toEqual([]);
});

test('no token, cookie, code, secret, name or text of a person gets into any log', { timeout }, async () => {
  const runtime = await startRuntimeProcess();
  const somebody = await logInMarked(runtime);
  const ours = await runtimeSecrets(runtime.origin, runtime.dataFolder, functionNames);
  const socket = await connectMarked(runtime, somebody);
  const sessionId = await driveSocket(socket, somebody, { waitsForReading: true });
  await driveRest({ ...runtime, routes }, somebody, sessionId);
  await until('the socket is closed', () => !socket.isOpen());
  await until('its end is noted', async () =>
    (await readFunctionLogs(runtime.dataFolder)).has('tarotchat_disconnect-local'),
  );
  const { terminal, functions } = await runtime.stop();

  const secrets = [...somebody.secrets, ...ours];
  expect(secrets.length).toBeGreaterThan(40);
  // Each function was there and wrote something: an empty log would prove nothing.
  expect([...functions.keys()].toSorted()).toEqual(functionNames.toSorted());
  expect(functions.get('tarotchat_reply-local')).toContain(sessionId);
  expect(terminal).toContain('Tarotchat');
  for (const [name, text] of [['terminal', terminal] as const, ...functions]) {
    expect(secretsIn(text, secrets), name).toEqual([]);
  }
});

test('not even where everything fails because the tables are gone', { timeout }, async () => {
  const terminal: string[] = [];
  const system = await startLocalSystem({ log: (line) => terminal.push(line) });
  try {
    const somebody = await logInMarked(system);
    const ours = await runtimeSecrets(system.origin, system.dataFolder, functionNames);
    const socket = await connectMarked(system, somebody);
    // REST keeps what the authorizer said: what is behind it is to fail.
    await somebody.person.api('GET', '/sessions');
    await deleteTables(system);

    const sessionId = await driveSocket(socket, somebody, { waitsForReading: false });
    await driveRest({ ...system, routes }, somebody, sessionId);
    await socket.close();
    await until('the reply has failed', () => system.logLines('tarotchat_reply-local').join().includes('reply failed'));

    const functions = await readFunctionLogs(system.dataFolder);
    expect(
      [...functions.values()].filter((text) => text.includes('ResourceNotFoundException')).length,
    ).toBeGreaterThanOrEqual(5);
    for (const [name, text] of [['terminal', terminal.join('\n')] as const, ...functions]) {
      expect(secretsIn(text, [...somebody.secrets, ...ours]), name).toEqual([]);
    }
  } finally {
    await system.stop();
  }
});

const deleteTables = async (system: LocalSystem): Promise<void> => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: system.embedded.dynamoDb, region: 'us-east-1', credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  for (const TableName of TableNames) await client.send(new DeleteTableCommand({ TableName }));
};
