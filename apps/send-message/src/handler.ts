import type { ReplyQueue } from '@tarotchat/chat';
import type { ConnectionStore } from '@tarotchat/connection-store';
import { problem } from '@tarotchat/errors';
import { type Logger, messageRoute, type WebSocketRequest } from '@tarotchat/lambda-kit';
import { errorEvent, parseSendMessage, type ServerEvent, sessionBegunBy } from '@tarotchat/protocol';

export type HandlerDeps = {
  readonly queue: ReplyQueue;
  readonly connections: Pick<ConnectionStore, 'find'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
};

export const createHandler = (deps: HandlerDeps) => messageRoute({ logger: deps.logger }, takeQuestion(deps));

/** One AWS call: the job. What is refused is neither stored nor queued. */
const takeQuestion =
  (deps: HandlerDeps) =>
  async (request: WebSocketRequest): Promise<ServerEvent> => {
    const { queue, now, logger } = deps;
    const { caller, body, requestId, connectionId } = request;
    const askedAtMs = now();
    const refuse = (refusal: ReturnType<typeof problem>, messageId?: Parameters<typeof sessionBegunBy>[0]) => {
      logger.info('message refused', { requestId, connectionId, code: refusal.code });
      return errorEvent(refusal, { requestId, ...(messageId && { messageId }) });
    };

    const parsed = parseSendMessage(body);
    const messageId = parsed.kind === 'parsed' ? parsed.message.messageId : parsed.messageId;
    if (parsed.kind === 'refused') return refuse(parsed.problem, messageId);
    if (!(await maySpeak(deps, request, askedAtMs))) return refuse(problem('AUTH_EXPIRED'), messageId);

    const { text, spread, language, ...named } = parsed.message;
    const sessionId = named.sessionId ?? sessionBegunBy(named.messageId);
    const of = { sessionId, messageId: named.messageId };
    await queue.enqueue({ userId: caller.userId, ...of, text, spread, language, askedAtMs, correlationId: requestId });
    logger.info('question taken', { requestId, connectionId, ...of });
    return { type: 'message.accepted', ...of };
  };

/** What the authorizer said at the handshake is for the connection's life: past it the row tells of a renewal. */
const maySpeak = async (
  { connections }: HandlerDeps,
  { caller, connectionId }: WebSocketRequest,
  atMs: number,
): Promise<boolean> => {
  if (caller.authExpiresAt * 1_000 > atMs) return true;
  const noted = await connections.find({ userId: caller.userId, connectionId });
  return noted !== undefined && noted.authExpiresAt * 1_000 > atMs;
};
