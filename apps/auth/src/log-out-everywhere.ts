import { type SignOutEverywhereDeps, signOutEverywhere } from '@tarotchat/auth';
import { type CloseConnectionsDeps, closeConnections } from '@tarotchat/chat';
import type { Logger, RestAnswer, RestRequest } from '@tarotchat/lambda-kit';
import type { RefreshCookie } from './refresh-cookie.ts';

/** What a sign-out everywhere needs. */
export type LogOutEverywhereDeps = Omit<SignOutEverywhereDeps, 'closeConnections'> &
  CloseConnectionsDeps & { readonly cookie: RefreshCookie; readonly logger: Logger };

/** `POST /auth/logout-all`: ends every login of the person, on all devices. Doing it twice is no error. */
export const logOutEverywhere =
  (deps: LogOutEverywhereDeps) =>
  async (request: RestRequest): Promise<RestAnswer> => {
    const outcome = await signOutEverywhere({ ...deps, closeConnections: closeConnections(deps) })(request.caller());
    if (outcome.kind === 'unavailable') {
      deps.logger.error('logins not ended at the login', outcome.cause, { requestId: request.requestId });
    }
    return { status: 204, headers: { 'Set-Cookie': deps.cookie.clear() } };
  };
