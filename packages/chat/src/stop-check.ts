import type { UserId } from '@tarotchat/protocol';
import type { ReplyAudience } from './reply-audience.ts';
import type { ReplyJob } from './reply-job.ts';
import type { ReplyLog } from './reply-log.ts';

/** Who has signed out everywhere, and when. */
export type CutOffs = {
  /** Up to when the person's logins are signed out, in epoch seconds. */
  readonly cutOffOf: (userId: UserId) => Promise<number | undefined>;
};

/** From one look to the next at least. */
const intervalMs = 2_000;

/**
 * Tells whether a reply is to be stopped because its person has signed out everywhere since they asked. A sign-out
 * closes all their sockets, so as long as one follows there is nothing to look for: a reply that somebody listens to
 * costs no read, one without listeners a read every two seconds.
 */
export const stopCheck = (
  deps: { readonly cutOffs: CutOffs; readonly now: () => number; readonly log: ReplyLog },
  job: Pick<ReplyJob, 'userId' | 'askedAtMs'>,
  audience: Pick<ReplyAudience, 'isFollowed'>,
): (() => Promise<boolean>) => {
  let nextLookAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (audience.isFollowed() || deps.now() < nextLookAtMs) return false;
    nextLookAtMs = deps.now() + intervalMs;
    try {
      const cutOffSeconds = await deps.cutOffs.cutOffOf(job.userId);
      return cutOffSeconds !== undefined && Math.floor(job.askedAtMs / 1_000) <= cutOffSeconds;
    } catch (error) {
      // A reply goes on where nobody can tell; the next look is two seconds away.
      deps.log.warn('the sign-outs cannot be read', { error: error instanceof Error ? error.name : 'unknown' });
      return false;
    }
  };
};
