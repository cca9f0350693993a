import { type AttributeValue, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { LocalSystem } from '@tarotchat/local';

/** A table as it lies in the embedded DynamoDB, where no policy is asked: for what a test arranges or looks at. */
export type EmbeddedTable = {
  readonly rows: () => Promise<Record<string, AttributeValue>[]>;
  readonly put: (row: Record<string, AttributeValue>) => Promise<void>;
};

/** Opens the table that the local stack calls `<name>-local`. */
export const embeddedTable = (system: LocalSystem, name: string): EmbeddedTable => {
  const client = new DynamoDBClient({
    endpoint: system.embedded.dynamoDb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const TableName = `${name}-local`;
  return {
    rows: async () => (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [],
    put: async (Item) => {
      await client.send(new PutItemCommand({ TableName, Item }));
    },
  };
};
