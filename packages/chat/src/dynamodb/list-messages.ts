import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Question, Reply } from '@tarotchat/protocol';
import { completedTurns } from '../completed-turns.ts';
import type { MessageKey, MessagesFound, PageOf, SessionKey } from '../conversation-store.ts';
import { type MessagePosition, messagePosition } from '../message-position.ts';
import type { Turn } from '../reading-model.ts';
import { type ConversationTable, type MessageRow, messageRowSchema, messagesPartition } from './conversation-rows.ts';

/** One query a page. One row more than asked for says whether another page follows. */
export const listMessages =
  (table: ConversationTable) =>
  async (session: SessionKey, page: PageOf<MessagePosition>): Promise<MessagesFound> => {
    const { rows, isCut } = await query(table, session, { ...page, limit: page.limit + 1 });
    if (rows.some(({ kind }) => kind === 'deleted')) return { kind: 'not-found' };
    const messages = rows.filter(isMessage);
    if (messages.length === 0) return page.after === undefined ? { kind: 'not-found' } : pastTheEnd(table, session);

    const shown = messages.slice(0, page.limit);
    const last = shown.at(-1);
    // 1 MB ends a query before its limit does: long replies make short pages.
    const hasMore = messages.length > page.limit || isCut;
    const next = last && hasMore && { next: messagePosition(last.messageId, last.kind) };
    return { kind: 'found', messages: shown, ...next };
  };

/** The last turns of a session: one query from its end. */
export const recentTurns =
  (table: ConversationTable) =>
  async (question: MessageKey, count: number): Promise<readonly Turn[]> => {
    // A turn is two rows, and the question itself may be among the last.
    const { rows } = await query(table, question, { limit: 2 * (count + 1), newestFirst: true });
    return completedTurns(rows.filter(isMessage).toReversed(), question.messageId, count);
  };

const isMessage = (row: MessageRow): row is Question | Reply => row.kind !== 'deleted';

/** A page after the last message is empty; a page of no session is not found. */
const pastTheEnd = async (table: ConversationTable, session: SessionKey): Promise<MessagesFound> => {
  const { rows } = await query(table, session, { limit: 1 });
  return rows.some(isMessage) ? { kind: 'found', messages: [] } : { kind: 'not-found' };
};

const query = async (
  { client, tableName }: ConversationTable,
  session: SessionKey,
  { limit, after, newestFirst = false }: PageOf<MessagePosition> & { readonly newestFirst?: boolean },
): Promise<{ rows: MessageRow[]; isCut: boolean }> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tableName,
      // Whoever saw a reply complete finds it complete here.
      ConsistentRead: true,
      ScanIndexForward: !newestFirst,
      Limit: limit,
      KeyConditionExpression: `#partition = :partition${after === undefined ? '' : ' AND #sort > :after'}`,
      ExpressionAttributeNames: { '#partition': 'partition', ...(after !== undefined && { '#sort': 'sort' }) },
      ExpressionAttributeValues: {
        ':partition': messagesPartition(session),
        ...(after !== undefined && { ':after': after }),
      },
    }),
  );
  return {
    rows: Items.map((row) => messageRowSchema.parse(row)),
    isCut: Items.length < limit && LastEvaluatedKey !== undefined,
  };
};
