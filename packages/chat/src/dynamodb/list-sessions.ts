import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type SessionId, sessionSchema, type UserId } from '@tarotchat/protocol';
import type { PageOf, SessionsFound } from '../conversation-store.ts';
import { type ConversationTable, sessionsPartition } from './conversation-rows.ts';

/** One query a page. One row more than asked for says whether another page follows. */
export const listSessions =
  ({ client, tableName }: ConversationTable) =>
  async (userId: UserId, { limit, after }: PageOf<SessionId>): Promise<SessionsFound> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: limit + 1,
        KeyConditionExpression: `#partition = :partition${after === undefined ? '' : ' AND #sort < :after'}`,
        ExpressionAttributeNames: { '#partition': 'partition', ...(after !== undefined && { '#sort': 'sort' }) },
        ExpressionAttributeValues: {
          ':partition': sessionsPartition(userId),
          ...(after !== undefined && { ':after': after }),
        },
      }),
    );
    // Session rows are a few hundred bytes: 51 of them never meet the 1 MB that end a query early.
    const sessions = Items.map((row) => sessionSchema.parse(row));
    const last = sessions[limit - 1];
    return { sessions: sessions.slice(0, limit), ...(last && sessions.length > limit && { next: last.sessionId }) };
  };
