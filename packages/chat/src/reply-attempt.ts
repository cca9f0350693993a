import type { ConnectionStore } from '@tarotchat/connection-store';
import type { DrawnCard, Language, SpreadId } from '@tarotchat/protocol';
import type { ConversationStore } from './conversation-store.ts';
import type { ReadingModel } from './reading-model.ts';
import type { ReplyAudienceDeps } from './reply-audience.ts';
import type { ReplyJob } from './reply-job.ts';
import type { CutOffs } from './stop-check.ts';
import type { DeadlineDeps } from './until-deadline.ts';

/** What writing a reply needs. */
export type WriteReplyDeps = ReplyAudienceDeps &
  DeadlineDeps & {
    readonly conversations: ConversationStore;
    readonly connections: Pick<ConnectionStore, 'remove' | 'listLive' | 'noteExpiring'>;
    readonly cutOffs: CutOffs;
    readonly readingModel: ReadingModel;
    readonly drawCards: (spread: SpreadId, language: Language) => readonly DrawnCard[];
  };

/** One delivery of a job. */
export type ReplyAttempt = {
  readonly job: ReplyJob;
  /** After this delivery the queue gives the job up: a failure is stored. */
  readonly isLast: boolean;
  /** When the reading has to be at its end, in epoch milliseconds; a few seconds before the function is stopped. */
  readonly deadlineMs: number;
  /** When the function gives up waiting for slow sockets, in epoch milliseconds. */
  readonly settleByMs: number;
};

/** How an attempt that is not to be repeated ended. */
export type WriteReplyOutcome =
  | { readonly kind: 'completed'; readonly frames: number; readonly textBytes: number }
  /** Its person signed out everywhere: what was written until then is stored. */
  | { readonly kind: 'stopped'; readonly frames: number; readonly textBytes: number }
  /** The person has asked too much: the refusal is stored, and told. */
  | { readonly kind: 'over-quota' }
  /** An earlier delivery has ended this reply: nothing was written or sent. */
  | { readonly kind: 'already-ended' }
  | { readonly kind: 'session-not-found' }
  /** The session was deleted while the reply was being written; the text is dropped. */
  | { readonly kind: 'dropped' };
