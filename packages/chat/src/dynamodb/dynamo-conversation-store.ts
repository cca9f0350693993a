import type { ConversationStore } from '../conversation-store.ts';
import { claimReply } from './claim-reply.ts';
import type { ConversationTable } from './conversation-rows.ts';
import { deleteSession } from './delete-session.ts';
import { endReply } from './end-reply.ts';
import { listMessages, recentTurns } from './list-messages.ts';
import { listSessions } from './list-sessions.ts';

/**
 * {@link ConversationStore} in the table `tables.conversations`. Calls: claim 1 transaction (a repeat 1 query more,
 * a refusal 1 transaction more),
 * end 1 update, a page 1 query; never a scan, no index.
 */
export const dynamoConversationStore = (table: ConversationTable): ConversationStore => {
  const end = endReply(table);
  return {
    claimReply: claimReply(table),
    completeReply: ({ text, ...key }) => end(key, { status: 'completed', text }),
    stopReply: ({ text, ...key }) => end(key, { status: 'stopped', text }),
    failReply: ({ errorCode, ...key }) => end(key, { status: 'failed', text: '', errorCode }),
    recentTurns: recentTurns(table),
    listSessions: listSessions(table),
    listMessages: listMessages(table),
    deleteSession: deleteSession(table),
  };
};
