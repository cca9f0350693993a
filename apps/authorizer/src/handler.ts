import type { RevocationStore, VerifyAccessToken } from '@tarotchat/auth';
import type { Logger } from '@tarotchat/lambda-kit';
import { type AuthorizerEvent, authorizerEventSchema, headerValues } from './authorizer-event.ts';
import { offeredToken } from './offered-token.ts';
import { type AuthorizerResult, allow, type DenialCode, deny } from './policy.ts';

/**
 * Decides over one handshake or REST request. A bad token is answered with a Deny policy; where nobody can tell,
 * because the store of revocations fails, it throws and API Gateway refuses with 500.
 */
export const createHandler =
  (deps: {
    readonly verifyAccessToken: VerifyAccessToken;
    readonly revocations: Pick<RevocationStore, 'isRevoked'>;
    readonly allowedOrigins: ReadonlySet<string>;
    readonly logger: Logger;
  }) =>
  async (rawEvent: unknown): Promise<AuthorizerResult> => {
    const event = authorizerEventSchema.parse(rawEvent);
    const refuse = (reason: string, code: DenialCode = 'UNAUTHENTICATED') => {
      logRefusal(deps.logger, event, reason);
      return deny(event, code);
    };

    if (!isFromOurPage(event, deps.allowedOrigins)) return refuse('wrong-origin', 'FORBIDDEN');
    const offered = offeredToken(event);
    if (offered.kind === 'none') return refuse(offered.reason);

    const outcome = await deps.verifyAccessToken(offered.token);
    if (outcome.kind === 'expired') return refuse('expired', 'AUTH_EXPIRED');
    if (outcome.kind === 'invalid') return refuse(outcome.reason);

    if (await deps.revocations.isRevoked(outcome.caller)) return refuse('revoked');
    return allow(event, outcome.caller);
  };

/**
 * A socket is opened by one page of ours: browsers tell its origin on every handshake (RFC 6455, section 10.2) and ask
 * nobody's leave for it. A REST request brings its token in a header that no other page can set.
 */
const isFromOurPage = (event: AuthorizerEvent, allowedOrigins: ReadonlySet<string>): boolean => {
  if (event.api === 'rest') return true;
  const [origin, ...others] = headerValues(event, 'Origin');
  return origin !== undefined && others.length === 0 && allowedOrigins.has(origin);
};

/** Refusals are everyday; keys that cannot be fetched lock out people who did nothing wrong. */
const logRefusal = (logger: Logger, event: AuthorizerEvent, reason: string): void => {
  const { requestId } = event.requestContext;
  const connectionId = event.api === 'websocket' ? event.requestContext.connectionId : undefined;
  const fields = { api: event.api, requestId, connectionId, reason };
  if (reason === 'keys-unavailable')
    logger.error('token refused', new Error('the keys of the user pool cannot be fetched'), fields);
  else logger.info('access refused', fields);
};
