import { type Client, isClientError } from '@tarotchat/client';
import type { Language, MessagePage, SessionId, SpreadId } from '@tarotchat/protocol';
import type { AppEvent, AppState } from './app-state.ts';
import { followAsked } from './follow-asked.ts';
import { pageProblemOf } from './problem.ts';
import type { Store } from './store.ts';
import { isRunning, isStored, newTurn, type Turn, turnsOf } from './turn.ts';

/** What a person can do. None of these throws: what goes wrong is shown. */
export type Actions = {
  start(): Promise<void>;
  logIn(): Promise<void>;
  logOut(): Promise<void>;
  /** Ends the login on every device of the person. */
  logOutEverywhere(): Promise<void>;
  loadSessions(after?: string): Promise<void>;
  /** Opens a session, or without one the place where a new one begins. */
  open(sessionId?: SessionId): void;
  reload(sessionId: SessionId): Promise<void>;
  ask(text: string, spread: SpreadId): void;
  /** Asks the question of a failed turn once more. */
  askAgain(turn: Turn): void;
  remove(sessionId: SessionId): Promise<void>;
  chooseLanguage(language: Language): void;
  dismissProblem(): void;
};

export type ActionDeps = {
  client: Client;
  store: Store<AppState, AppEvent>;
  /** The address bar: the open session is its fragment, which no server sees. */
  address: { href(): string; sessionFragment(): string; show(sessionId?: SessionId): void };
  rememberLanguage(language: Language): void;
};

export const createActions = (deps: ActionDeps): Actions => {
  const { client, store } = deps;
  const follow = followAsked(store);

  const showing = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // A login that has ended shows the login; there is nothing to add.
      if (!isClientError(error, 'REFRESH_REFUSED')) store.tell({ type: 'problem-met', problem: pageProblemOf(error) });
    }
  };

  const loadSessions = async (after?: string) =>
    await showing(async () => {
      const page = await client.listSessions(after === undefined ? {} : { cursor: after });
      store.tell({ type: 'sessions-loaded', page, after });
    });

  const reload = async (sessionId: SessionId): Promise<void> => {
    try {
      const turns = turnsOf(await allMessages(client, sessionId));
      const watched = runningIds(store.get(), sessionId);
      store.tell({ type: 'messages-loaded', sessionId, turns });
      for (const turn of turns.filter((turn) => isRunning(turn) && !watched.has(turn.messageId))) {
        const { messageId } = turn;
        void follow({ sessionId, messageId, updates: client.follow({ sessionId, messageId }) }, loadSessions);
      }
    } catch (error) {
      store.tell({ type: 'messages-failed', sessionId, problem: pageProblemOf(error) });
    }
  };

  const open = (sessionId?: SessionId) => {
    store.tell({ type: 'session-opened', sessionId });
    deps.address.show(sessionId);
    // A reply that runs here is newer than what is stored.
    if (sessionId && runningIds(store.get(), sessionId).size === 0) void reload(sessionId);
  };

  const ask = (text: string, spread: SpreadId) => {
    const { openSessionId, conversations, language } = store.get();
    const turns = (openSessionId && conversations.get(openSessionId)?.turns) ?? [];
    const goesOn = openSessionId !== undefined && isStored(turns);
    const asked = client.ask({ text, spread, language, ...(goesOn && { sessionId: openSessionId }) });
    const turn = newTurn({ messageId: asked.messageId, question: text, spread, language });
    store.tell({ type: 'asked', sessionId: asked.sessionId, turn });
    deps.address.show(asked.sessionId);
    void follow(asked, loadSessions);
  };

  return {
    start: async () =>
      await showing(async () => {
        const cameFromLogin = await client.completeLogin(deps.address.href()).catch(async (error: unknown) => {
          await client.resume().catch(() => undefined);
          throw error;
        });
        if (!cameFromLogin) await client.resume();
      }),
    logIn: async () => await showing(client.beginLogin),
    logOut: async () => await showing(client.logout),
    logOutEverywhere: async () => await showing(client.logoutEverywhere),
    loadSessions,
    open,
    reload,
    ask,
    askAgain: ({ question, spread }) => ask(question, spread),
    remove: async (sessionId) =>
      await showing(async () => {
        await client.deleteSession(sessionId).catch((error: unknown) => {
          if (!isClientError(error, 'SESSION_NOT_FOUND')) throw error;
        });
        const wasOpen = store.get().openSessionId === sessionId;
        store.tell({ type: 'session-deleted', sessionId });
        if (wasOpen) deps.address.show();
      }),
    chooseLanguage: (language) => {
      deps.rememberLanguage(language);
      store.tell({ type: 'language-chosen', language });
    },
    dismissProblem: () => store.tell({ type: 'problem-dismissed' }),
  };
};

const allMessages = async (client: Client, sessionId: SessionId): Promise<MessagePage['messages']> => {
  const messages: MessagePage['messages'] = [];
  let cursor: string | undefined;
  do {
    const page = await client.getMessages(sessionId, cursor === undefined ? {} : { cursor });
    messages.push(...page.messages);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return messages;
};

const runningIds = (state: AppState, sessionId: SessionId): Set<string> =>
  new Set((state.conversations.get(sessionId)?.turns ?? []).filter(isRunning).map(({ messageId }) => messageId));
