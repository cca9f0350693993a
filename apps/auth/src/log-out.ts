import { type LoginTokens, type RevocationStore, revokedUntil } from '@tarotchat/auth';
import { type CloseConnectionsDeps, closeConnections } from '@tarotchat/chat';
import type { Logger, RestAnswer, RestRequest } from '@tarotchat/lambda-kit';
import type { RefreshCookie } from './refresh-cookie.ts';

/** What a sign-out needs. */
export type LogOutDeps = CloseConnectionsDeps & {
  readonly tokens: Pick<LoginTokens, 'revoke'>;
  readonly revocations: Pick<RevocationStore, 'revoke'>;
  readonly cookie: RefreshCookie;
  readonly tokenLife: { readonly accessTokenSeconds: number; readonly refreshTokenSeconds: number };
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
    const { userId, tokenFamily } = request.caller();
    await deps.revocations.revoke(tokenFamily, revokedUntil(deps.now(), deps.tokenLife));
    // Where one stays open the caller may repeat the sign-out: REST keeps what the authorizer said for 60 s.
    const closing = closeConnections(deps)(userId, (connection) => connection.tokenFamily === tokenFamily);
    await Promise.all([revokeAtLogin(deps, request), closing]);
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
