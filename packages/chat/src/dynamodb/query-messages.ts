import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { SessionKey } from '../conversation-store.ts';
import type { MessagePosition } from '../message-position.ts';
import { type ConversationTable, type MessageRow, messageRowSchema, messagesPartition } from './conversation-rows.ts';

/** The rows of one session from one position to another, both included; few enough for one page. */
export const queryMessages = async (
  { client, tableName }: ConversationTable,
  session: SessionKey,
  { from, to }: { readonly from: MessagePosition; readonly to: MessagePosition },
): Promise<MessageRow[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#partition': 'partition', '#sort': 'sort' },
      ExpressionAttributeValues: { ':partition': messagesPartition(session), ':from': from, ':to': to },
    }),
  );
  return Items.map((row) => messageRowSchema.parse(row));
};
