/**
 * A DynamoDB table as both sides see it: infra creates it, an adapter reads and writes it, tests create it in the
 * emulator. All are on demand, encrypted, with point-in-time recovery.
 */
export type TableDeclaration = {
  /** Name in production; other environments add a suffix. */
  readonly tableName: string;
  /** Names of the key attributes; all are strings. */
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attribute with the end of life in epoch seconds; DynamoDB may delete up to two days later. */
  readonly ttlAttribute?: string;
};

/** The tables by the name that permissions and environments use. */
export const tables = {
  /** Who is connected: connect 1 write, disconnect 1 delete, fan-out 1 query. */
  connections: {
    tableName: 'tarotchat_connections',
    partitionKey: 'userId',
    sortKey: 'connectionId',
    ttlAttribute: 'expiresAt',
  },
  /**
   * Sessions under `partition` = user, their messages under `partition` = user#session, what a person has used up of a
   * minute or a day under `partition` = user#quota. Only the last has an end of life.
   */
  conversations: {
    tableName: 'tarotchat_conversations',
    partitionKey: 'partition',
    sortKey: 'sort',
    ttlAttribute: 'expiresAt',
  },
  /**
   * Signed-out token families, and under `user#<id>` since when all logins of a person are signed out; kept until their
   * last token has expired.
   */
  revocations: { tableName: 'tarotchat_revocations', partitionKey: 'tokenFamily', ttlAttribute: 'expiresAt' },
} as const satisfies Record<string, TableDeclaration>;

export type TableKey = keyof typeof tables;
