import type { ReplyQueue } from '@tarotchat/chat';
import { problem } from '@tarotchat/errors';
import { type Logger, messageRoute, type WebSocketRequest } from '@tarotchat/lambda-kit';
import { errorEvent, parseSendMessage, type ServerEvent, sessionBegunBy } from '@tarotchat/protocol';

export type HandlerDeps = {
  readonly queue: ReplyQueue;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
};

export const createHandler = (deps: HandlerDeps) => messageRoute({ logger: deps.logger }, takeQuestion(deps));

/** One AWS call: the job. What is refused is neither stored nor queued. */
const takeQuestion =
  ({ queue, now, logger }: HandlerDeps) =>
  async ({ caller, body, requestId, connectionId }: WebSocketRequest): Promise<ServerEvent> => {
    const askedAtMs = now();
    const refuse = (refusal: ReturnType<typeof problem>, messageId?: Parameters<typeof sessionBegunBy>[0]) => {
      logger.info('message refused', { requestId, connectionId, code: refusal.code });
      return errorEvent(refusal, { requestId, ...(messageId && { messageId }) });
    };

    const parsed = parseSendMessage(body);
    const messageId = parsed.kind === 'parsed' ? parsed.message.messageId : parsed.messageId;
    if (caller.authExpiresAt * 1_000 <= askedAtMs) return refuse(problem('AUTH_EXPIRED'), messageId);
    if (parsed.kind === 'refused') return refuse(parsed.problem, messageId);

    const { text, spread, language, ...named } = parsed.message;
    const sessionId = named.sessionId ?? sessionBegunBy(named.messageId);
    const of = { sessionId, messageId: named.messageId };
    await queue.enqueue({ userId: caller.userId, ...of, text, spread, language, askedAtMs });
    return { type: 'message.accepted', ...of };
  };
