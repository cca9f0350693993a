import type { ErrorCode } from '@tarotchat/errors';
import type { DrawnCard, MessagePage, Question, Reply, Session, SessionId, UserId } from '@tarotchat/protocol';
import type { MessagePosition } from './message-position.ts';
import type { Turn } from './reading-model.ts';
import type { ReplyJob } from './reply-job.ts';

/** Names one session; the user's id is part of the storage key, so nobody else's can be reached. */
export type SessionKey = Pick<ReplyJob, 'userId' | 'sessionId'>;
/** Names one question and its reply. */
export type MessageKey = Pick<ReplyJob, 'userId' | 'sessionId' | 'messageId'>;

/** A question to store, with the cards that were drawn for it. */
export type ReplyClaim = ReplyJob & { readonly cards: readonly DrawnCard[]; readonly nowMs: number };

/** What became of a claim. */
export type ClaimOutcome =
  /** Question, reply (status `writing`) and session are stored; this caller writes the reply. */
  | { readonly kind: 'claimed' }
  /** This question is known; both as they were recorded. */
  | { readonly kind: 'already-claimed'; readonly question: Question; readonly reply: Reply }
  /** The person has asked too much: question and refusal are stored, as a failed reply. */
  | { readonly kind: 'over-quota'; readonly retryAfterSeconds: number }
  /** A follow-up to a session that does not exist, or one of a session that was deleted; nothing is stored. */
  | { readonly kind: 'session-not-found' };

/** What became of the wish to end a reply. */
export type EndOutcome =
  | { readonly kind: 'stored' }
  /** It had ended before; what was stored then stays. */
  | { readonly kind: 'already-ended' }
  /** There is no such reply: its session was deleted. */
  | { readonly kind: 'gone' };

/** Where a page begins and how long it may be. */
export type PageOf<Position> = {
  readonly limit: number;
  /** The last item of the page before; exclusive. */
  readonly after?: Position;
};

/** Some sessions, newest first by the ULID of their first question. `next` is absent on the last page. */
export type SessionsFound = { readonly sessions: readonly Session[]; readonly next?: SessionId };

/** Some messages, oldest first; `next` is absent on the last page. */
export type MessagesFound =
  | {
      readonly kind: 'found';
      readonly messages: MessagePage['messages'];
      readonly next?: MessagePosition;
    }
  | { readonly kind: 'not-found' };

/** Sessions and their messages. One contract suite holds for every adapter. */
export type ConversationStore = {
  /**
   * Atomically writes the question, claims its reply and creates or touches the session. The session is created
   * where the question names it ({@link sessionBegunBy}); of parallel claims of one question exactly one succeeds.
   * The same write counts against the person's quotas: of parallel questions exactly as many as are left are claimed.
   */
  readonly claimReply: (claim: ReplyClaim) => Promise<ClaimOutcome>;
  /** Stores the text of a reply that is being written, once. */
  readonly completeReply: (reply: MessageKey & { readonly text: string }) => Promise<EndOutcome>;
  /** Stores what was written of a reply that was stopped, once. */
  readonly stopReply: (reply: MessageKey & { readonly text: string }) => Promise<EndOutcome>;
  /** Stores why a reply that is being written came to nothing, once. */
  readonly failReply: (reply: MessageKey & { readonly errorCode: ErrorCode }) => Promise<EndOutcome>;
  /** Of the last `count` turns of a session without this question the completed ones, oldest first. */
  readonly recentTurns: (question: MessageKey, count: number) => Promise<readonly Turn[]>;
  readonly listSessions: (userId: UserId, page: PageOf<SessionId>) => Promise<SessionsFound>;
  readonly listMessages: (session: SessionKey, page: PageOf<MessagePosition>) => Promise<MessagesFound>;
  /**
   * Deletes a session with all its messages. It never comes back: a late delivery of one of its questions is
   * `session-not-found`. Repeat it where it was interrupted.
   */
  readonly deleteSession: (
    session: SessionKey,
  ) => Promise<{ readonly kind: 'deleted' } | { readonly kind: 'not-found' }>;
};
