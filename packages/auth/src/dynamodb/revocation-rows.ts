import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TokenFamily, UserId } from '@tarotchat/protocol';
import type { Login } from '../revocation-store.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The key of a row of the table `tables.revocations`. */
export type RevocationKey = { readonly tokenFamily: string };

export const familyKey = (tokenFamily: TokenFamily): RevocationKey => ({ tokenFamily });

/** Families are UUIDs that Cognito has signed: none begins like this. */
export const cutOffKey = (userId: UserId): RevocationKey => ({ tokenFamily: `user#${userId}` });

/**
 * Items of a transaction that cancel it where the login is signed out, so that whatever else the transaction writes
 * cannot slip past a sign-out that is under way: the two are serialized.
 */
export const loginStands = (tableName: string, { userId, tokenFamily, signedInAt }: Login): TransactItem[] => [
  {
    ConditionCheck: {
      TableName: tableName,
      Key: familyKey(tokenFamily),
      ConditionExpression: 'attribute_not_exists(tokenFamily)',
    },
  },
  {
    ConditionCheck: {
      TableName: tableName,
      Key: cutOffKey(userId),
      ConditionExpression: 'attribute_not_exists(tokenFamily) OR cutOffAt < :signedInAt',
      ExpressionAttributeValues: { ':signedInAt': signedInAt },
    },
  },
];
