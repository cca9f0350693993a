import type { Question, Reply, Session, SessionId } from '@tarotchat/protocol';
import { beginsSession, claimedMessages, refusedMessages } from '../claimed-messages.ts';
import { completedTurns } from '../completed-turns.ts';
import type {
  ClaimOutcome,
  ConversationStore,
  EndOutcome,
  MessageKey,
  MessagesFound,
  PageOf,
  ReplyClaim,
  SessionKey,
  SessionsFound,
} from '../conversation-store.ts';
import { type MessagePosition, messagePosition } from '../message-position.ts';
import { defaultQuotas, type Quotas, type QuotaWindow, quotaWindows, retryAfterSeconds } from '../quota.ts';

type Conversation = { session: Session; deleted: boolean; readonly messages: Map<MessagePosition, Question | Reply> };
type Conversations = Map<string, Map<SessionId, Conversation>>;

/** {@link ConversationStore} in memory: for tests, and the plainest statement of what the port means. */
export const memoryConversationStore = (quotas: Quotas = defaultQuotas): ConversationStore => {
  const used = new Map<string, number>();
  const conversations: Conversations = new Map();
  const messagesOf = (key: SessionKey) => sorted(find(conversations, key));
  return {
    claimReply: async (claim) => claimReply({ conversations, used, quotas }, claim),
    completeReply: async ({ text, ...key }) => endReply(conversations, key, { status: 'completed', text }),
    stopReply: async ({ text, ...key }) => endReply(conversations, key, { status: 'stopped', text }),
    failReply: async ({ errorCode, ...key }) => endReply(conversations, key, { status: 'failed', errorCode }),
    recentTurns: async (key, count) => completedTurns(messagesOf(key), key.messageId, count),
    listSessions: async (userId, page) => listSessions([...(conversations.get(userId)?.values() ?? [])], page),
    listMessages: async (key, page) => listMessages(messagesOf(key), page),
    deleteSession: async (key) => {
      const conversation = find(conversations, key);
      if (!conversation) return { kind: 'not-found' };
      conversation.deleted = true;
      conversation.messages.clear();
      return { kind: 'deleted' };
    },
  };
};

const find = (conversations: Conversations, { userId, sessionId }: SessionKey): Conversation | undefined => {
  const conversation = conversations.get(userId)?.get(sessionId);
  return conversation?.deleted ? undefined : conversation;
};

const sorted = (conversation: Conversation | undefined): (Question | Reply)[] =>
  [...(conversation?.messages ?? [])]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, message]) => message);

type State = {
  readonly conversations: Conversations;
  /** By person and window. */
  readonly used: Map<string, number>;
  readonly quotas: Quotas;
};

const claimReply = ({ conversations, ...counted }: State, claim: ReplyClaim): ClaimOutcome => {
  const ofUser = conversations.get(claim.userId) ?? new Map<SessionId, Conversation>();
  const existing = ofUser.get(claim.sessionId);
  if (existing?.deleted || (!existing && !beginsSession(claim))) return { kind: 'session-not-found' };

  const conversation = existing ?? { session: claimedMessages(claim).session, deleted: false, messages: new Map() };
  const recordedQuestion = conversation.messages.get(messagePosition(claim.messageId, 'question'));
  const recordedReply = conversation.messages.get(messagePosition(claim.messageId, 'reply'));
  if (recordedQuestion?.kind === 'question' && recordedReply?.kind === 'reply') {
    return { kind: 'already-claimed', question: recordedQuestion, reply: recordedReply };
  }

  const waitSeconds = waitFor(counted, claim);
  const { question, reply, session } =
    waitSeconds === undefined ? claimedMessages(claim) : refusedMessages(claim, waitSeconds);
  conversation.session = { ...conversation.session, updatedAt: session.updatedAt };
  conversation.messages.set(messagePosition(claim.messageId, 'question'), question);
  conversation.messages.set(messagePosition(claim.messageId, 'reply'), reply);
  conversations.set(claim.userId, ofUser.set(claim.sessionId, conversation));
  return waitSeconds === undefined ? { kind: 'claimed' } : { kind: 'over-quota', retryAfterSeconds: waitSeconds };
};

/** Counts the question in its windows, unless one is full: then how many seconds to wait. */
const waitFor = ({ used, quotas }: Omit<State, 'conversations'>, claim: ReplyClaim): number | undefined => {
  const key = ({ name }: QuotaWindow) => `${claim.userId}#${name}`;
  const windows = quotaWindows(claim.askedAtMs, quotas);
  const full = windows.filter((window) => (used.get(key(window)) ?? 0) >= window.limit);
  if (full.length > 0) return retryAfterSeconds(full, claim.nowMs);
  for (const window of windows) used.set(key(window), (used.get(key(window)) ?? 0) + 1);
  return undefined;
};

const endReply = (conversations: Conversations, key: MessageKey, end: Partial<Reply>): EndOutcome => {
  const position = messagePosition(key.messageId, 'reply');
  const messages = find(conversations, key)?.messages;
  const reply = messages?.get(position);
  if (reply?.kind !== 'reply') return { kind: 'gone' };
  if (reply.status !== 'writing') return { kind: 'already-ended' };

  messages?.set(position, { ...reply, ...end });
  return { kind: 'stored' };
};

const listSessions = (conversations: readonly Conversation[], { limit, after }: PageOf<SessionId>): SessionsFound => {
  const sessions = conversations
    .filter(({ deleted }) => !deleted)
    .map(({ session }) => session)
    .filter(({ sessionId }) => after === undefined || sessionId < after)
    .toSorted((one, other) => (one.sessionId < other.sessionId ? 1 : -1));
  const last = sessions[limit - 1];
  return { sessions: sessions.slice(0, limit), ...(last && sessions.length > limit && { next: last.sessionId }) };
};

const listMessages = (all: readonly (Question | Reply)[], { limit, after }: PageOf<MessagePosition>): MessagesFound => {
  if (all.length === 0) return { kind: 'not-found' };
  const position = ({ messageId, kind }: Question | Reply) => messagePosition(messageId, kind);
  const messages = all.filter((message) => after === undefined || position(message) > after);
  const last = messages[limit - 1];
  const next = last && messages.length > limit && { next: position(last) };
  return { kind: 'found', messages: messages.slice(0, limit), ...next };
};
