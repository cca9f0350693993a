import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableDeclaration } from '@tarotchat/declarations';

/** A DynamoDB on this machine. */
export type EmbeddedDynamoDb = {
  readonly endpoint: string;
  /** A client with made-up credentials: the emulator checks none. */
  readonly client: DynamoDBClient;
  /** The emulator's process; undefined where none was started. Whoever may be killed has it ended by somebody else. */
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
};

/**
 * Starts DynamoDB on 127.0.0.1: the dynoxide binary that npm installed, in memory or on the SQLite file `dbPath`.
 * Where `AWS_ENDPOINT_URL_DYNAMODB` is set nothing is started and that one is used: any DynamoDB will do.
 *
 * @throws Error that says what to do where no binary exists for this platform, or when it does not start.
 */
export const startDynamoDb = async (options: { readonly dbPath?: string } = {}): Promise<EmbeddedDynamoDb> => {
  const elsewhere = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (elsewhere) return connectTo(elsewhere, undefined, async () => {});

  const port = await freePort();
  const path = options.dbPath === undefined ? [] : ['--db-path', options.dbPath];
  const child = spawn(dynoxideBinary(), ['serve', '--host', '127.0.0.1', '--port', String(port), ...path], {
    stdio: 'ignore',
  });
  const stopChild = () => stop(child);
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);

  const database = connectTo(`http://127.0.0.1:${port}`, child.pid, async () => {
    process.off('exit', killChild);
    await stopChild();
  });
  await untilItAnswers(database, child);
  return database;
};

/** Creates a table as declared, in an emulator; an existing one is left as it is. */
export const createTable = async (
  client: DynamoDBClient,
  table: TableDeclaration,
  tableName: string = table.tableName,
): Promise<void> => {
  const keys = [
    { AttributeName: table.partitionKey, KeyType: 'HASH' as const },
    ...(table.sortKey === undefined ? [] : [{ AttributeName: table.sortKey, KeyType: 'RANGE' as const }]),
  ];
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        KeySchema: keys,
        AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  if (table.ttlAttribute === undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
    }),
  );
};

const connectTo = (endpoint: string, pid: number | undefined, stopServer: () => Promise<void>): EmbeddedDynamoDb => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });
  return {
    endpoint,
    client,
    pid,
    stop: async () => {
      client.destroy();
      await stopServer();
    },
  };
};

const dynoxideBinary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch (cause) {
    throw new Error(
      `no embedded DynamoDB for ${process.platform}-${process.arch}: start DynamoDB Local and set AWS_ENDPOINT_URL_DYNAMODB to its URL`,
      { cause },
    );
  }
};

const untilItAnswers = async ({ client, stop: stopDatabase }: EmbeddedDynamoDb, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the embedded DynamoDB ended with exit code ${child.exitCode}`);
    try {
      await client.send(new ListTablesCommand({ Limit: 1 }));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  await stopDatabase();
  throw new Error('the embedded DynamoDB did not answer');
};

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** A port nobody listens on at this moment. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
