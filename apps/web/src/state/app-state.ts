import type { ConnectionState, LoginState, ReplyUpdate } from '@tarotchat/client';
import type { Language, MessageId, Session, SessionId, SessionPage } from '@tarotchat/protocol';
import type { PageProblem } from './problem.ts';
import { isRunning, type Turn, updateTurn } from './turn.ts';

/** The messages of one session, as far as the page has them. */
export type Conversation = {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly turns: readonly Turn[];
  readonly problem?: PageProblem;
};

/** Everything that the page shows. */
export type AppState = {
  readonly language: Language;
  readonly login: LoginState;
  readonly connection: ConnectionState;
  /** What went wrong with the page as a whole. */
  readonly problem?: PageProblem | undefined;
  readonly sessions: {
    readonly status: 'loading' | 'ready';
    readonly items: readonly Session[];
    readonly nextCursor?: string | undefined;
  };
  readonly conversations: ReadonlyMap<SessionId, Conversation>;
  /** The session that is open; none: a new one is about to begin. */
  readonly openSessionId?: SessionId | undefined;
};

export type AppEvent =
  | { readonly type: 'language-chosen'; readonly language: Language }
  | { readonly type: 'login-changed'; readonly login: LoginState }
  | { readonly type: 'connection-changed'; readonly connection: ConnectionState }
  | { readonly type: 'problem-met'; readonly problem: PageProblem }
  | { readonly type: 'problem-dismissed' }
  | { readonly type: 'sessions-loaded'; readonly page: SessionPage; readonly after?: string | undefined }
  | { readonly type: 'session-opened'; readonly sessionId?: SessionId | undefined }
  | { readonly type: 'session-deleted'; readonly sessionId: SessionId }
  | { readonly type: 'messages-loaded'; readonly sessionId: SessionId; readonly turns: readonly Turn[] }
  | { readonly type: 'messages-failed'; readonly sessionId: SessionId; readonly problem: PageProblem }
  | { readonly type: 'asked'; readonly sessionId: SessionId; readonly turn: Turn }
  | {
      readonly type: 'reply-updated';
      readonly sessionId: SessionId;
      readonly messageId: MessageId;
      readonly update: ReplyUpdate;
    };

export const initialState = (language: Language): AppState => ({
  language,
  login: { kind: 'unknown' },
  connection: 'closed',
  sessions: { status: 'loading', items: [] },
  conversations: new Map(),
});

/** The page after one event. */
export const reduce = (state: AppState, event: AppEvent): AppState => {
  switch (event.type) {
    case 'language-chosen':
      return { ...state, language: event.language };
    case 'login-changed':
      return event.login.kind === 'signed-out' ? signedOut(state) : { ...state, login: event.login };
    case 'connection-changed':
      return { ...state, connection: event.connection };
    case 'problem-met':
      return { ...state, problem: event.problem };
    case 'problem-dismissed':
      return { ...state, problem: undefined };
    case 'sessions-loaded':
      return { ...state, sessions: withPage(state.sessions, event.page, event.after) };
    case 'session-opened':
      return opened(state, event.sessionId);
    case 'session-deleted':
      return deleted(state, event.sessionId);
    case 'messages-loaded':
      return withConversation(state, event.sessionId, ({ turns }) => ({
        status: 'ready',
        turns: merged(turns, event.turns),
      }));
    case 'messages-failed':
      return withConversation(state, event.sessionId, ({ turns }) => ({
        status: 'failed',
        turns,
        problem: event.problem,
      }));
    case 'asked':
      return withConversation(opened(state, event.sessionId), event.sessionId, ({ turns }) => ({
        status: 'ready',
        turns: [...turns, event.turn],
      }));
    case 'reply-updated':
      return replyUpdated(state, event);
  }
};

// Nothing of a person stays on the page that the next one sees; a login that ended by itself says so.
const signedOut = (state: AppState): AppState => ({
  ...initialState(state.language),
  login: { kind: 'signed-out' },
  problem: state.login.kind === 'signed-in' ? { code: 'REFRESH_REFUSED' } : state.problem,
});

const withPage = (sessions: AppState['sessions'], page: SessionPage, after?: string): AppState['sessions'] => {
  const before = after === undefined ? [] : sessions.items;
  const known = new Set(before.map(({ sessionId }) => sessionId));
  const items = [...before, ...page.sessions.filter(({ sessionId }) => !known.has(sessionId))];
  return { status: 'ready', items, nextCursor: page.nextCursor };
};

const opened = (state: AppState, sessionId?: SessionId): AppState => ({
  ...(sessionId === undefined ? state : withConversation(state, sessionId, (conversation) => conversation)),
  openSessionId: sessionId,
  problem: undefined,
});

const deleted = (state: AppState, sessionId: SessionId): AppState => {
  const conversations = new Map(state.conversations);
  conversations.delete(sessionId);
  return {
    ...state,
    conversations,
    sessions: { ...state.sessions, items: state.sessions.items.filter((session) => session.sessionId !== sessionId) },
    openSessionId: state.openSessionId === sessionId ? undefined : state.openSessionId,
  };
};

// What runs here is ahead of the history, and what was asked since is not in it.
const merged = (shown: readonly Turn[], stored: readonly Turn[]): Turn[] => {
  const running = new Map(shown.filter(isRunning).map((turn) => [turn.messageId, turn]));
  const storedIds = new Set(stored.map(({ messageId }) => messageId));
  return [
    ...stored.map((turn) => running.get(turn.messageId) ?? turn),
    ...shown.filter(({ messageId }) => !storedIds.has(messageId)),
  ];
};

const replyUpdated = (state: AppState, event: Extract<AppEvent, { type: 'reply-updated' }>): AppState =>
  // A session that was deleted meanwhile does not come back.
  state.conversations.has(event.sessionId)
    ? withConversation(state, event.sessionId, (conversation) => ({
        ...conversation,
        turns: conversation.turns.map((turn) =>
          turn.messageId === event.messageId ? updateTurn(turn, event.update) : turn,
        ),
      }))
    : state;

const withConversation = (
  state: AppState,
  sessionId: SessionId,
  change: (conversation: Conversation) => Conversation,
): AppState => {
  const conversation = state.conversations.get(sessionId) ?? { status: 'loading', turns: [] };
  return { ...state, conversations: new Map(state.conversations).set(sessionId, change(conversation)) };
};
