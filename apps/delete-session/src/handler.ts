import { type ConversationStore, readSessionId } from '@tarotchat/chat';
import { CodedError } from '@tarotchat/errors';
import { type Logger, restRoute } from '@tarotchat/lambda-kit';

export type HandlerDeps = {
  readonly conversations: Pick<ConversationStore, 'deleteSession'>;
  readonly logger: Logger;
};

export const createHandler = ({ conversations, logger }: HandlerDeps) =>
  restRoute({ logger }, async ({ caller, pathParameters }) => {
    const { userId } = caller();
    const sessionId = readSessionId(pathParameters['sessionId']);

    const outcome = await conversations.deleteSession({ userId, sessionId });
    if (outcome.kind === 'not-found') throw new CodedError('SESSION_NOT_FOUND');
    return { status: 204 };
  });
