import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loginStands } from '@tarotchat/auth/dynamodb';
import { cancellationCodes, retryConflicts } from '@tarotchat/transactions';
import type { ConnectionAdmission, Renewal, RenewOutcome } from '../connection-admission.ts';

type Tables = {
  readonly client: DynamoDBDocumentClient;
  readonly connectionsTable: string;
  readonly revocationsTable: string;
};

/**
 * {@link ConnectionAdmission} over `tables.connections` and `tables.revocations`: 1 TransactWriteItems of one write and
 * two condition checks (`dynamodb:ConditionCheckItem` on the revocations). DynamoDB serializes it with the write of a
 * sign-out: either that one comes first and cancels this, or this comes first and the sign-out's query sees the row.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation
 */
export const dynamoConnectionAdmission = (tables: Tables): ConnectionAdmission => ({
  admit: async (connection, login) => {
    const put = { Put: { TableName: tables.connectionsTable, Item: connection } };
    const transaction = new TransactWriteCommand({
      TransactItems: [put, ...loginStands(tables.revocationsTable, login)],
    });
    try {
      await retryConflicts(() => tables.client.send(transaction));
      return { kind: 'admitted' };
    } catch (error) {
      if (isSignedOut(error)) return { kind: 'signed-out' };
      throw error;
    }
  },
  renew: async (renewal) => {
    const transaction = new TransactWriteCommand({
      TransactItems: [update(tables.connectionsTable, renewal), ...loginStands(tables.revocationsTable, renewal)],
    });
    try {
      await retryConflicts(() => tables.client.send(transaction));
      return { kind: 'renewed', authExpiresAt: renewal.authExpiresAt };
    } catch (error) {
      if (isSignedOut(error)) return { kind: 'signed-out' };
      if (cancellationCodes(error)[0] === 'ConditionalCheckFailed') return asNoted(error);
      throw error;
    }
  },
});

const isSignedOut = (error: unknown): boolean => cancellationCodes(error).slice(1).includes('ConditionalCheckFailed');

const update = (tableName: string, { userId, connectionId, tokenFamily, authExpiresAt }: Renewal) => ({
  Update: {
    TableName: tableName,
    Key: { userId, connectionId },
    UpdateExpression: 'SET tokenFamily = :tokenFamily, authExpiresAt = :authExpiresAt',
    // False as well where there is no such row: a renewal never makes one.
    ConditionExpression: 'authExpiresAt <= :authExpiresAt',
    ExpressionAttributeValues: { ':tokenFamily': tokenFamily, ':authExpiresAt': authExpiresAt },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});

const asNoted = (error: unknown): RenewOutcome => {
  const item = error instanceof TransactionCanceledException ? error.CancellationReasons?.[0]?.Item : undefined;
  const authExpiresAt = item?.['authExpiresAt']?.N;
  return authExpiresAt === undefined
    ? { kind: 'not-connected' }
    : { kind: 'renewed', authExpiresAt: Number(authExpiresAt) };
};
