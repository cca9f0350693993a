import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { cancellationCodes, retryConflicts } from '@tarotchat/transactions';
import { beginsSession, claimedMessages } from '../claimed-messages.ts';
import type { ClaimOutcome, ReplyClaim } from '../conversation-store.ts';
import { type ConversationTable, messageRowKey, sessionRowKey } from './conversation-rows.ts';
import { queryMessages } from './query-messages.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * One transaction of three writes, in this order: question, reply, session. Each has its condition and all hold or
 * nothing is written, so of parallel claims exactly one succeeds and no message is without its session.
 */
export const claimReply =
  (table: ConversationTable) =>
  async (claim: ReplyClaim): Promise<ClaimOutcome> => {
    const transaction = new TransactWriteCommand({ TransactItems: claimItems(table.tableName, claim) });
    try {
      await retryConflicts(() => table.client.send(transaction));
      return { kind: 'claimed' };
    } catch (error) {
      const [question, reply, session] = cancellationCodes(error);
      if (question === 'ConditionalCheckFailed' || reply === 'ConditionalCheckFailed') return recorded(table, claim);
      if (session === 'ConditionalCheckFailed') return { kind: 'session-not-found' };
      throw error;
    }
  };

const isNew = { ConditionExpression: 'attribute_not_exists(#sort)', ExpressionAttributeNames: { '#sort': 'sort' } };

const claimItems = (tableName: string, claim: ReplyClaim): TransactItem[] => {
  const { question, reply } = claimedMessages(claim);
  return [
    { Put: { TableName: tableName, Item: { ...messageRowKey(claim, 'question'), ...question }, ...isNew } },
    { Put: { TableName: tableName, Item: { ...messageRowKey(claim, 'reply'), ...reply }, ...isNew } },
    beginsSession(claim) ? createSession(tableName, claim) : touchSession(tableName, claim),
  ];
};

const createSession = (tableName: string, claim: ReplyClaim): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...sessionRowKey(claim), ...claimedMessages(claim).session, status: 'active' },
    ...isNew,
  },
});

const touchSession = (tableName: string, claim: ReplyClaim): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: sessionRowKey(claim),
    UpdateExpression: 'SET #updatedAt = :updatedAt',
    // False as well where there is no such row.
    ConditionExpression: '#status = :active',
    ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#status': 'status' },
    ExpressionAttributeValues: { ':updatedAt': claimedMessages(claim).session.updatedAt, ':active': 'active' },
  },
});

/** Rows of a deleted session are gone or a tombstone. */
const recorded = async (table: ConversationTable, claim: ReplyClaim): Promise<ClaimOutcome> => {
  const [question, reply] = await queryMessages(table, claim, {
    from: messageRowKey(claim, 'question').sort,
    to: messageRowKey(claim, 'reply').sort,
  });
  if (question?.kind !== 'question' || reply?.kind !== 'reply') return { kind: 'session-not-found' };
  return { kind: 'already-claimed', question, reply };
};
