import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { questionSchema, replySchema, type UserId } from '@tarotchat/protocol';
import * as z from 'zod/mini';
import type { MessageKey, SessionKey } from '../conversation-store.ts';
import { type MessagePosition, messagePosition } from '../message-position.ts';
import type { Quotas } from '../quota.ts';

/** The table of `tables.conversations` and the way to it. */
export type ConversationTable = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Those of the protocol unless others are given. */
  readonly quotas?: Quotas;
};

/**
 * What stays of a deleted session: an empty row in the place of its first question. A late delivery of that question
 * fails on it, so a deleted session does not begin anew.
 */
const tombstoneSchema = z.object({ kind: z.literal('deleted') });

/** A row of a session's messages: partition = user#session, sort = message#question or message#reply. */
export const messageRowSchema = z.discriminatedUnion('kind', [questionSchema, replySchema, tombstoneSchema]);
export type MessageRow = z.output<typeof messageRowSchema>;

/** A row of the list of sessions: partition = user, sort = session. Its `status` is `active` or `deleting`. */
export const sessionsPartition = (userId: UserId): string => userId;
export const messagesPartition = ({ userId, sessionId }: SessionKey): string => `${userId}#${sessionId}`;

export const sessionRowKey = ({ userId, sessionId }: SessionKey): { partition: string; sort: string } => ({
  partition: sessionsPartition(userId),
  sort: sessionId,
});

export const messageRowKey = (
  key: MessageKey,
  kind: 'question' | 'reply',
): { partition: string; sort: MessagePosition } => ({
  partition: messagesPartition(key),
  sort: messagePosition(key.messageId, kind),
});

/** What a person has used up of a window: sort = window. No session is called quota: they are ULIDs. */
export const quotaRowKey = (userId: UserId, window: string): { partition: string; sort: string } => ({
  partition: `${userId}#quota`,
  sort: window,
});
