import type { LoginTokens, RevocationStore } from '@tarotchat/auth';
import { CodedError } from '@tarotchat/errors';
import { type RestAnswer, type RestRequest, restRoute } from '@tarotchat/lambda-kit';
import { logIn } from './log-in.ts';
import { type LogOutDeps, logOut } from './log-out.ts';
import { type LogOutEverywhereDeps, logOutEverywhere } from './log-out-everywhere.ts';
import { requireOwnPage } from './own-page.ts';
import { refresh } from './refresh.ts';

export type HandlerDeps = LogOutDeps &
  LogOutEverywhereDeps & {
    readonly tokens: LoginTokens;
    readonly revocations: Pick<RevocationStore, 'revoke' | 'cutOff'>;
    readonly allowedOrigins: ReadonlySet<string>;
  };

/** The ways of a session: it begins, goes on and ends, by itself or with all others. */
export const createHandler = (deps: HandlerDeps) => {
  const fromOwnPage = requireOwnPage(deps.allowedOrigins);
  const routes: ReadonlyMap<string, (request: RestRequest) => Promise<RestAnswer>> = new Map([
    ['POST /auth/token', logIn(deps)],
    ['POST /auth/refresh', refresh(deps)],
    ['POST /auth/logout', logOut(deps)],
    ['POST /auth/logout-all', logOutEverywhere(deps)],
  ]);
  return restRoute(deps, async (request) => {
    const route = routes.get(`${request.method} ${request.resource}`);
    if (route === undefined) throw new CodedError('NOT_FOUND');
    fromOwnPage(request);
    return route(request);
  });
};
