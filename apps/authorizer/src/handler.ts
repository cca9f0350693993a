import type { RevocationStore, VerifyAccessToken } from '@tarotchat/auth';
import type { Logger } from '@tarotchat/lambda-kit';
import { type AuthorizerEvent, authorizerEventSchema } from './authorizer-event.ts';
import { offeredToken } from './offered-token.ts';
import { type AuthorizerResult, allow, deny } from './policy.ts';

/**
 * Decides over one handshake or REST request. A bad token is answered with a Deny policy; where nobody can tell,
 * because the store of revocations fails, it throws and API Gateway refuses with 500.
 */
export const createHandler =
  (deps: {
    readonly verifyAccessToken: VerifyAccessToken;
    readonly revocations: Pick<RevocationStore, 'isRevoked'>;
    readonly logger: Logger;
  }) =>
  async (rawEvent: unknown): Promise<AuthorizerResult> => {
    const event = authorizerEventSchema.parse(rawEvent);
    const refuse = (reason: string, code: 'UNAUTHENTICATED' | 'AUTH_EXPIRED' = 'UNAUTHENTICATED') => {
      logRefusal(deps.logger, event, reason);
      return deny(event, code);
    };

    const offered = offeredToken(event);
    if (offered.kind === 'none') return refuse(offered.reason);

    const outcome = await deps.verifyAccessToken(offered.token);
    if (outcome.kind === 'expired') return refuse('expired', 'AUTH_EXPIRED');
    if (outcome.kind === 'invalid') return refuse(outcome.reason);

    if (await deps.revocations.isRevoked(outcome.caller.tokenFamily)) return refuse('revoked');
    return allow(event, outcome.caller);
  };

/** Refusals are everyday; keys that cannot be fetched lock out people who did nothing wrong. */
const logRefusal = (logger: Logger, event: AuthorizerEvent, reason: string): void => {
  const fields = { api: event.api, requestId: event.requestContext.requestId, reason };
  if (reason === 'keys-unavailable')
    logger.error('token refused', new Error('the keys of the user pool cannot be fetched'), fields);
  else logger.info('access refused', fields);
};
