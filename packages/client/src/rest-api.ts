import {
  type MessagePage,
  messagePageSchema,
  type SessionId,
  type SessionPage,
  sessionPageSchema,
} from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import type { LoginSession } from './login-session.ts';
import { isRefusedToken, ownHeaders, parseAnswer, refusalOf, request } from './request.ts';
import type { Timing } from './timing.ts';

/** Which page of a list: the first where `cursor` is left away. */
export type PageRequest = { readonly cursor?: string; readonly limit?: number };

/** The REST API, authorized. A refused token is refreshed once and the request repeated. All throw ClientError. */
export type RestApi = {
  /** The person's sessions, newest first. */
  listSessions(page?: PageRequest): Promise<SessionPage>;
  /** Questions and replies of one session, oldest first. @throws ClientError SESSION_NOT_FOUND */
  getMessages(sessionId: SessionId, page?: PageRequest): Promise<MessagePage>;
  /** @throws ClientError SESSION_NOT_FOUND */
  deleteSession(sessionId: SessionId): Promise<void>;
  /** Ends the login on the server: the refresh token and all tokens of its family. */
  logout(): Promise<void>;
  /** Ends every login of the person on the server, on all devices. */
  logoutEverywhere(): Promise<void>;
};

export const createRestApi = (deps: {
  browser: Browser;
  apiUrl: string;
  login: LoginSession;
  timing: Timing;
}): RestApi => {
  const send = request({ fetch: deps.browser.fetch, timeoutMs: deps.timing.requestTimeoutMs });

  const once = async (method: string, path: string, accessToken: string): Promise<Response> => {
    const response = await send(`${deps.apiUrl}${path}`, {
      method,
      headers: { ...ownHeaders, authorization: `Bearer ${accessToken}` },
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  };

  const call = async (method: string, path: string): Promise<Response> => {
    const accessToken = await deps.login.accessToken();
    try {
      return await once(method, path, accessToken);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
      return await once(method, path, await deps.login.refresh(accessToken));
    }
  };

  return {
    listSessions: async (page) => await parseAnswer(sessionPageSchema)(await call('GET', `/sessions${query(page)}`)),
    getMessages: async (sessionId, page) =>
      await parseAnswer(messagePageSchema)(await call('GET', `/sessions/${sessionId}${query(page)}`)),
    deleteSession: async (sessionId) => void (await call('DELETE', `/sessions/${sessionId}`)),
    logout: async () => void (await call('POST', '/auth/logout')),
    logoutEverywhere: async () => void (await call('POST', '/auth/logout-all')),
  };
};

const query = ({ cursor, limit }: PageRequest = {}): string => {
  const parameters = new URLSearchParams();
  if (cursor !== undefined) parameters.set('cursor', cursor);
  if (limit !== undefined) parameters.set('limit', String(limit));
  return parameters.size === 0 ? '' : `?${parameters}`;
};
