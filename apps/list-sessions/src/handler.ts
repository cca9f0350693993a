import { type ConversationStore, readPageLimit, readSessionCursor, writeCursor } from '@tarotchat/chat';
import { type Logger, restRoute } from '@tarotchat/lambda-kit';
import type { SessionPage } from '@tarotchat/protocol';

export type HandlerDeps = {
  readonly conversations: Pick<ConversationStore, 'listSessions'>;
  readonly logger: Logger;
};

export const createHandler = ({ conversations, logger }: HandlerDeps) =>
  restRoute({ logger }, async ({ caller, query }) => {
    const { userId } = caller();
    const limit = readPageLimit(query['limit']);
    const cursor = query['cursor'];
    const after = cursor === undefined ? undefined : readSessionCursor(cursor);

    const { sessions, next } = await conversations.listSessions(userId, { limit, ...(after && { after }) });
    const body: SessionPage = { sessions: [...sessions], ...(next && { nextCursor: writeCursor(next) }) };
    return { status: 200, body };
  });
