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
  /** One job is one question that waits for its reply; a message group is one session of one user. */
  replies: { queueName: 'tarotchat_replies', maxReceiveCount: 3, visibilityTimeoutSeconds: 150 },
} as const satisfies Record<string, QueueDeclaration>;

export type QueueKey = keyof typeof queues;
