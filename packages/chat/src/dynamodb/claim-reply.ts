import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { cancellationCodes, retryConflicts } from '@tarotchat/transactions';
import { beginsSession, claimedMessages, refusedMessages } from '../claimed-messages.ts';
import type { ClaimOutcome, ReplyClaim } from '../conversation-store.ts';
import { defaultQuotas, type QuotaWindow, quotaWindows, retryAfterSeconds } from '../quota.ts';
import { type ConversationTable, messageRowKey, quotaRowKey, sessionRowKey } from './conversation-rows.ts';
import { queryMessages } from './query-messages.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * One transaction of five writes, in this order: question, reply, session, and a count for each window of the person's
 * quotas. Each has its condition and all hold or nothing is written, so of parallel claims exactly one succeeds, no
 * message is without its session, and no window lets more through than it may. A refusal is a second transaction.
 */
export const claimReply =
  (table: ConversationTable) =>
  async (claim: ReplyClaim): Promise<ClaimOutcome> => {
    const windows = quotaWindows(claim.askedAtMs, table.quotas ?? defaultQuotas);
    const counts = windows.map((window) => countIn(table.tableName, claim, window));
    const codes = await write(table, [...messageItems(table.tableName, claim, claimedMessages(claim)), ...counts]);
    if (codes === 'written') return { kind: 'claimed' };

    const full = windows.filter((_, n) => codes[messageItemCount + n] === 'ConditionalCheckFailed');
    return (await notClaimed(table, claim, codes)) ?? refuse(table, claim, retryAfterSeconds(full, claim.nowMs));
  };

/** The question is stored with its refusal, so that a later delivery and the history say the same. */
const refuse = async (table: ConversationTable, claim: ReplyClaim, waitSeconds: number): Promise<ClaimOutcome> => {
  const codes = await write(table, messageItems(table.tableName, claim, refusedMessages(claim, waitSeconds)));
  const refused = { kind: 'over-quota' as const, retryAfterSeconds: waitSeconds };
  return codes === 'written' ? refused : ((await notClaimed(table, claim, codes)) ?? refused);
};

/** @returns the codes of the items where a condition failed. */
const write = async (
  { client }: ConversationTable,
  TransactItems: TransactItem[],
): Promise<'written' | readonly string[]> => {
  const transaction = new TransactWriteCommand({ TransactItems });
  try {
    await retryConflicts(() => client.send(transaction));
    return 'written';
  } catch (error) {
    const codes = cancellationCodes(error);
    if (!codes.includes('ConditionalCheckFailed')) throw error;
    return codes;
  }
};

const notClaimed = async (
  table: ConversationTable,
  claim: ReplyClaim,
  [question, reply, session]: readonly string[],
): Promise<ClaimOutcome | undefined> => {
  if (question === 'ConditionalCheckFailed' || reply === 'ConditionalCheckFailed') return recorded(table, claim);
  return session === 'ConditionalCheckFailed' ? { kind: 'session-not-found' } : undefined;
};

const isNew = { ConditionExpression: 'attribute_not_exists(#sort)', ExpressionAttributeNames: { '#sort': 'sort' } };

const messageItemCount = 3;
const messageItems = (
  tableName: string,
  claim: ReplyClaim,
  { question, reply }: ReturnType<typeof claimedMessages>,
): TransactItem[] => [
  { Put: { TableName: tableName, Item: { ...messageRowKey(claim, 'question'), ...question }, ...isNew } },
  { Put: { TableName: tableName, Item: { ...messageRowKey(claim, 'reply'), ...reply }, ...isNew } },
  beginsSession(claim) ? createSession(tableName, claim) : touchSession(tableName, claim),
];

// Counted for another day, so that nobody's clock deletes a window that is still open.
const keptSeconds = 24 * 60 * 60;

const countIn = (tableName: string, { userId }: ReplyClaim, { name, limit, endsAtMs }: QuotaWindow): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: quotaRowKey(userId, name),
    UpdateExpression: 'SET #used = if_not_exists(#used, :none) + :one, #expiresAt = :expiresAt',
    ConditionExpression: 'attribute_not_exists(#used) OR #used < :limit',
    ExpressionAttributeNames: { '#used': 'used', '#expiresAt': 'expiresAt' },
    ExpressionAttributeValues: {
      ':none': 0,
      ':one': 1,
      ':limit': limit,
      ':expiresAt': Math.ceil(endsAtMs / 1_000) + keptSeconds,
    },
  },
});

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
