import type { ReplyJob } from '../reply-job.ts';
import type { ReplyQueue } from '../reply-queue.ts';

/** A {@link ReplyQueue} that shows what was put into it. */
export type MemoryReplyQueue = ReplyQueue & { readonly jobs: readonly ReplyJob[] };

/** {@link ReplyQueue} in memory, for tests: it drops repeats, and hands nothing out. */
export const memoryReplyQueue = (): MemoryReplyQueue => {
  const jobs: ReplyJob[] = [];
  return {
    jobs,
    enqueue: async (job) => {
      const repeats = jobs.some(
        ({ userId, sessionId, messageId }) =>
          userId === job.userId && sessionId === job.sessionId && messageId === job.messageId,
      );
      if (!repeats) jobs.push(job);
    },
  };
};
