import type { LoginTokens } from '@tarotchat/auth';
import { CodedError } from '@tarotchat/errors';
import { type RestAnswer, type RestRequest, restRoute } from '@tarotchat/lambda-kit';
import { logIn } from './log-in.ts';
import { type LogOutDeps, logOut } from './log-out.ts';
import { refresh } from './refresh.ts';

/** The three ways of a session: it begins, goes on and ends. */
export const createHandler = (deps: LogOutDeps & { readonly tokens: LoginTokens }) => {
  const routes: ReadonlyMap<string, (request: RestRequest) => Promise<RestAnswer>> = new Map([
    ['POST /auth/token', logIn(deps)],
    ['POST /auth/refresh', refresh(deps)],
    ['POST /auth/logout', logOut(deps)],
  ]);
  return restRoute(deps, async (request) => {
    const route = routes.get(`${request.method} ${request.resource}`);
    if (route === undefined) throw new CodedError('NOT_FOUND');
    return route(request);
  });
};
