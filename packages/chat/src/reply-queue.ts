import type { ReplyJob } from './reply-job.ts';

/**
 * The queue of questions that wait for a reply. It keeps the order within one session of one user, hands out one
 * job of a session at a time, and drops a repeat of the same question of the same session.
 */
export type ReplyQueue = {
  /** Resolves once the job is durably taken; throws otherwise. */
  readonly enqueue: (job: ReplyJob) => Promise<void>;
};
