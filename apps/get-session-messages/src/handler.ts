import { type ConversationStore, readMessageCursor, readPageLimit, readSessionId, writeCursor } from '@tarotchat/chat';
import { CodedError } from '@tarotchat/errors';
import { type Logger, restRoute } from '@tarotchat/lambda-kit';
import type { MessagePage } from '@tarotchat/protocol';

export type HandlerDeps = {
  readonly conversations: Pick<ConversationStore, 'listMessages'>;
  readonly logger: Logger;
};

export const createHandler = ({ conversations, logger }: HandlerDeps) =>
  restRoute({ logger }, async ({ caller, pathParameters, query }) => {
    const { userId } = caller();
    const sessionId = readSessionId(pathParameters['sessionId']);
    const limit = readPageLimit(query['limit']);
    const cursor = query['cursor'];
    const after = cursor === undefined ? undefined : readMessageCursor(cursor);

    const found = await conversations.listMessages({ userId, sessionId }, { limit, ...(after && { after }) });
    if (found.kind === 'not-found') throw new CodedError('SESSION_NOT_FOUND');
    const body: MessagePage = {
      sessionId,
      messages: found.messages,
      ...(found.next && { nextCursor: writeCursor(found.next) }),
    };
    return { status: 200, body };
  });
