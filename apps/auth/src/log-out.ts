import { type LoginTokens, type RevocationStore, revokedUntil } from '@tarotchat/auth';
import type { ConnectionGateway } from '@tarotchat/chat';
import type { ConnectionStore } from '@tarotchat/connection-store';
import { CodedError } from '@tarotchat/errors';
import type { Caller, Logger, RestAnswer, RestRequest } from '@tarotchat/lambda-kit';
import type { RefreshCookie } from './refresh-cookie.ts';

/** What a sign-out needs. */
export type LogOutDeps = {
  readonly tokens: Pick<LoginTokens, 'revoke'>;
  readonly revocations: Pick<RevocationStore, 'revoke'>;
  readonly connections: Pick<ConnectionStore, 'listLive'>;
  readonly gateway: Pick<ConnectionGateway, 'close'>;
  readonly cookie: RefreshCookie;
  readonly tokenLife: { readonly accessTokenSeconds: number; readonly refreshTokenSeconds: number };
  readonly now: () => number;
  readonly logger: Logger;
};

/**
 * `POST /auth/logout`: ends this login on all ways in. Doing it twice is no error.
 *
 * The family is marked before its sockets are looked up: whoever reconnects meanwhile is refused. Cognito is told at the
 * same time as the sockets are closed; it is an ocean away, and the sign-out holds here even if it does not answer.
 */
export const logOut =
  (deps: LogOutDeps) =>
  async (request: RestRequest): Promise<RestAnswer> => {
    const caller = request.caller();
    await deps.revocations.revoke(caller.tokenFamily, revokedUntil(deps.now(), deps.tokenLife));
    await Promise.all([revokeAtLogin(deps, request), closeSockets(deps, caller)]);
    return { status: 204, headers: { 'Set-Cookie': deps.cookie.clear() } };
  };

const revokeAtLogin = async (
  { tokens, cookie, logger }: LogOutDeps,
  { headers, requestId }: RestRequest,
): Promise<void> => {
  const refreshToken = cookie.read(headers['cookie']);
  if (refreshToken === undefined) return;
  const outcome = await tokens.revoke(refreshToken);
  if (outcome.kind === 'unavailable')
    logger.error('refresh token not revoked at the login', outcome.cause, { requestId });
};

const closeSockets = async (
  { connections, gateway, now }: LogOutDeps,
  { userId, tokenFamily }: Caller,
): Promise<void> => {
  const live = await connections.listLive(userId, now());
  const closings = live
    .filter((connection) => connection.tokenFamily === tokenFamily)
    .map(async ({ connectionId }) => {
      const outcome = await gateway.close(connectionId);
      if (outcome.kind === 'busy') throw new Error('the connection could not be closed: API Gateway is busy');
    });
  const failures = (await Promise.allSettled(closings)).flatMap((closing) =>
    closing.status === 'rejected' ? [closing.reason] : [],
  );
  // The caller may repeat the sign-out: REST keeps what the authorizer said for 60 s.
  if (failures.length > 0) throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: new AggregateError(failures) });
};
