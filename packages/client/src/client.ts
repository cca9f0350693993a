import {
  type Language,
  type MessageId,
  messageIdSchema,
  type SessionId,
  type SpreadId,
  sessionBegunBy,
} from '@tarotchat/protocol';
import { monotonicFactory } from 'ulid';
import { type Browser, thisBrowser } from './browser.ts';
import { isClientError } from './client-error.ts';
import { type Connection, createConnection } from './connection.ts';
import { beginLogin, completeLogin, hostedLogoutUrl } from './login.ts';
import { createLoginSession, type LoginSession, type LoginState } from './login-session.ts';
import { followReply } from './reply-follower.ts';
import type { ReplyUpdate } from './reply-progress.ts';
import { createRestApi, type RestApi } from './rest-api.ts';
import { defaultTiming, type Timing } from './timing.ts';
import type { WebConfig } from './web-config.ts';

/** A question to the cards. Without `sessionId` it begins a session. */
export type Ask = {
  readonly text: string;
  readonly spread: SpreadId;
  readonly language: Language;
  readonly sessionId?: SessionId;
};

/** A question on its way. `updates` is for one reader and ends with `completed` or `failed`. */
export type Asked = {
  readonly messageId: MessageId;
  readonly sessionId: SessionId;
  readonly updates: AsyncIterableIterator<ReplyUpdate>;
};

/** Everything a page does with the system. */
export type Client = Omit<RestApi, 'logout' | 'logoutEverywhere'> & {
  readonly login: Pick<LoginSession, 'state' | 'onState'>;
  readonly connection: Pick<Connection, 'state' | 'onState' | 'onEvent'>;
  /** Leaves the page for the hosted login. */
  beginLogin(): Promise<void>;
  /** True where `url` was the callback of a login, which is now complete. @throws ClientError, see README */
  completeLogin(url: string): Promise<boolean>;
  /** Picks an earlier login up by its cookie. @throws ClientError OFFLINE and the like; "signed out" is an outcome */
  resume(): Promise<LoginState>;
  /** Ends the login on the server, here, and leaves for the hosted login to end it there. @throws ClientError where the server could not be told */
  logout(): Promise<void>;
  /** The same for every login of the person, on all devices. @throws ClientError where the server could not be told */
  logoutEverywhere(): Promise<void>;
  /** Opens the socket and keeps it until `disconnect` or the end of the login. */
  connect(): void;
  disconnect(): void;
  ask(question: Ask): Asked;
  /** Follows a reply that is being written, such as one found with status `writing` after a reload. */
  follow(reply: { readonly sessionId: SessionId; readonly messageId: MessageId }): AsyncIterableIterator<ReplyUpdate>;
};

/** Puts a client together; nothing is sent before the first call. */
export const createClient = (
  config: WebConfig,
  {
    browser = thisBrowser(),
    timing = defaultTiming,
    now = Date.now,
  }: { browser?: Browser; timing?: Timing; now?: () => number } = {},
): Client => {
  const apiUrl = new URL(config.apiUrl, browser.origin).href;
  const login = createLoginSession({ browser, refreshUrl: `${apiUrl}/auth/refresh`, timing, now });
  const rest = createRestApi({ browser, apiUrl, login, timing });
  const connection = createConnection({
    browser,
    url: new URL(config.webSocketUrl, browser.origin).href.replace(/^http/, 'ws'),
    login,
    askWhy: async () => await rest.listSessions({ limit: 1 }),
    timing,
  });
  const follower = { connection, login, rest, timing, random: browser.random };
  const loginDeps = { browser, config, requestTimeoutMs: timing.requestTimeoutMs };
  const nextUlid = monotonicFactory();
  const leave = async (signOut: Promise<void>): Promise<void> => {
    await unlessSignedOut(signOut);
    login.endInAllTabs();
    browser.navigate(hostedLogoutUrl(config));
  };

  return {
    login,
    connection,
    listSessions: rest.listSessions,
    getMessages: rest.getMessages,
    deleteSession: rest.deleteSession,
    beginLogin: beginLogin(loginDeps),
    completeLogin: async (url) => {
      const outcome = await completeLogin(loginDeps)(url);
      if (outcome.kind === 'exchanged') login.adopt(outcome.answer);
      return outcome.kind === 'exchanged';
    },
    resume: async () => {
      await unlessSignedOut(login.refresh());
      return login.state();
    },
    logout: () => leave(rest.logout()),
    logoutEverywhere: () => leave(rest.logoutEverywhere()),
    connect: connection.open,
    disconnect: connection.close,
    ask: ({ text, spread, language, sessionId }) => {
      const messageId = messageIdSchema.parse(nextUlid(now()));
      const message = {
        action: 'sendMessage' as const,
        messageId,
        text,
        spread,
        language,
        ...(sessionId && { sessionId }),
      };
      const session = sessionId ?? sessionBegunBy(messageId);
      return {
        messageId,
        sessionId: session,
        updates: followReply(follower, { sessionId: session, messageId, message }),
      };
    },
    follow: (reply) => followReply(follower, reply),
  };
};

const unlessSignedOut = async (step: Promise<unknown>): Promise<void> => {
  try {
    await step;
  } catch (error) {
    if (!isClientError(error, 'REFRESH_REFUSED')) throw error;
  }
};
