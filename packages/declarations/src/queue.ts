/** An SQS FIFO queue with a dead-letter queue of the same name and `_dlq`. */
export type QueueDeclaration = {
  /** Name in production, without `.fifo`; other environments add a suffix. */
  readonly queueName: string;
  /** A job that was received this often without success goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** How long a received job stays hidden; longer than the consumer's timeout. */
  readonly visibilityTimeoutSeconds: number;
};

export const queues = {
  /**
   * One job is one question that waits for its reply; a message group is one session of one user. The consumer stops at
   * 60 s; a failed attempt is tried again 70 s after it began, while the person still looks at the page.
   */
  replies: { queueName: 'tarotchat_replies', maxReceiveCount: 3, visibilityTimeoutSeconds: 70 },
} as const satisfies Record<string, QueueDeclaration>;

export type QueueKey = keyof typeof queues;
