import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Reply } from '@tarotchat/protocol';
import { retryConflicts } from '@tarotchat/transactions';
import type { EndOutcome, MessageKey } from '../conversation-store.ts';
import { type ConversationTable, messageRowKey } from './conversation-rows.ts';

/** One conditional write: a reply ends once, whoever else tries. */
export const endReply =
  ({ client, tableName }: ConversationTable) =>
  async (key: MessageKey, end: Pick<Reply, 'status' | 'text'> & Pick<Reply, 'errorCode'>): Promise<EndOutcome> => {
    const { status, text, errorCode } = end;
    const update = new UpdateCommand({
      TableName: tableName,
      Key: messageRowKey(key, 'reply'),
      UpdateExpression: `SET #status = :status, #text = :text${errorCode === undefined ? '' : ', #errorCode = :errorCode'}`,
      ConditionExpression: '#status = :writing',
      ExpressionAttributeNames: {
        '#status': 'status',
        '#text': 'text',
        ...(errorCode !== undefined && { '#errorCode': 'errorCode' }),
      },
      ExpressionAttributeValues: {
        ':status': status,
        ':text': text,
        ':writing': 'writing',
        ...(errorCode !== undefined && { ':errorCode': errorCode }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await retryConflicts(() => client.send(update));
      return { kind: 'stored' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { kind: error.Item === undefined ? 'gone' : 'already-ended' };
    }
  };
