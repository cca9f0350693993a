import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RevocationStore } from '../revocation-store.ts';

/**
 * Revoked families in the table `tables.revocations`: partition key tokenFamily, TTL expiresAt. Each operation is 1 call.
 * A row that the TTL has not deleted yet still counts: its tokens have expired anyway.
 */
export const dynamoRevocationStore = ({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}): RevocationStore => ({
  isRevoked: async (tokenFamily) => {
    const { Item } = await client.send(
      // Consistent: a sign-out that was answered must hold for the very next handshake.
      new GetCommand({ TableName: tableName, Key: { tokenFamily }, ConsistentRead: true }),
    );
    return Item !== undefined;
  },
  revoke: async (tokenFamily, untilSeconds) => {
    await client.send(new PutCommand({ TableName: tableName, Item: { tokenFamily, expiresAt: untilSeconds } }));
  },
});
