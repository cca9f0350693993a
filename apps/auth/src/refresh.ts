import type { LoginTokens } from '@tarotchat/auth';
import { CodedError, errorTable, problem } from '@tarotchat/errors';
import type { RestAnswer, RestRequest } from '@tarotchat/lambda-kit';
import type { RefreshCookie } from './refresh-cookie.ts';
import { tokenAnswer } from './token-answer.ts';

/** `POST /auth/refresh`: the cookie's refresh token becomes a new access token of the same family. */
export const refresh =
  (deps: { readonly tokens: Pick<LoginTokens, 'refresh'>; readonly cookie: RefreshCookie }) =>
  async (request: RestRequest): Promise<RestAnswer> => {
    const refreshToken = deps.cookie.read(request.headers['cookie']);
    if (refreshToken === undefined) return refused(request, deps.cookie);

    const outcome = await deps.tokens.refresh(refreshToken);
    switch (outcome.kind) {
      case 'tokens':
        return tokenAnswer(outcome.tokens, deps.cookie);
      case 'invalid-grant':
        return refused(request, deps.cookie);
      case 'unavailable':
        // The cookie stays: the session may be good.
        throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: outcome.cause });
    }
  };

const refused = ({ requestId }: RestRequest, cookie: RefreshCookie): RestAnswer => ({
  status: errorTable.REFRESH_REFUSED.httpStatus,
  body: { ...problem('REFRESH_REFUSED'), requestId },
  headers: { 'Set-Cookie': cookie.clear() },
});
