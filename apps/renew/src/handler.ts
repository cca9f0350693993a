import type { VerifiedCaller, VerifyAccessToken } from '@tarotchat/auth';
import type { ConnectionGateway } from '@tarotchat/chat';
import type { ConnectionAdmission } from '@tarotchat/connection-store';
import { CodedError, problem } from '@tarotchat/errors';
import { type Logger, messageRoute, type WebSocketRequest } from '@tarotchat/lambda-kit';
import { errorEvent, parseRenewAuth, type ServerEvent } from '@tarotchat/protocol';

export type HandlerDeps = {
  readonly verifyAccessToken: VerifyAccessToken;
  readonly admission: Pick<ConnectionAdmission, 'renew'>;
  readonly gateway: ConnectionGateway;
  readonly logger: Logger;
};

export const createHandler = (deps: HandlerDeps) => messageRoute({ logger: deps.logger }, renew(deps));

/** One transaction: the connection's row says from now on until when it may speak and be spoken to. */
const renew =
  (deps: HandlerDeps) =>
  async (request: WebSocketRequest): Promise<ServerEvent> => {
    const holder = await holderOf(deps, request.body);
    if (holder.userId !== request.caller.userId) return expel(deps, request);

    const outcome = await deps.admission.renew({ ...holder, connectionId: request.connectionId });
    switch (outcome.kind) {
      case 'renewed':
        return { type: 'session.renewed', authExpiresAt: outcome.authExpiresAt };
      case 'signed-out':
        throw new CodedError('UNAUTHENTICATED');
      case 'not-connected':
        // Its row is gone, so no reply reaches it: only a new connection helps.
        throw new CodedError('AUTH_EXPIRED');
    }
  };

const holderOf = async ({ verifyAccessToken }: HandlerDeps, body: string): Promise<VerifiedCaller> => {
  const parsed = parseRenewAuth(body);
  if (parsed.kind === 'refused') throw new CodedError(parsed.problem.code, parsed.problem);
  const outcome = await verifyAccessToken(parsed.token);
  if (outcome.kind === 'expired') throw new CodedError('AUTH_EXPIRED');
  if (outcome.kind === 'invalid') throw new CodedError('UNAUTHENTICATED');
  return outcome.caller;
};

/**
 * A connection is one person's for life: everything it was sent was theirs. The refusal is posted, because an answer
 * that is returned goes out only after the connection is closed.
 */
const expel = async (
  { gateway, logger }: HandlerDeps,
  { connectionId, requestId }: WebSocketRequest,
): Promise<ServerEvent> => {
  const refusal = errorEvent(problem('WRONG_USER'), { requestId });
  logger.warn('connection closed', { requestId, connectionId, code: refusal.code });
  try {
    await gateway.post(connectionId, refusal);
  } finally {
    await gateway.close(connectionId);
  }
  return refusal;
};
