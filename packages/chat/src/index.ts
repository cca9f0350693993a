export { type CloseConnectionsDeps, closeConnections } from './close-connections.ts';
export { type CoalesceDeps, type CoalesceLimits, coalesce } from './coalesce.ts';
export type { CloseOutcome, ConnectionGateway, PostOutcome } from './connection-gateway.ts';
export type {
  ClaimOutcome,
  ConversationStore,
  EndOutcome,
  MessageKey,
  MessagesFound,
  PageOf,
  ReplyClaim,
  SessionKey,
  SessionsFound,
} from './conversation-store.ts';
export { type MessagePosition, messagePosition, messagePositionSchema } from './message-position.ts';
export { readMessageCursor, readSessionCursor, writeCursor } from './page-cursor.ts';
export { readPageLimit } from './page-limit.ts';
export type { ReadingModel, ReadingRequest, Turn } from './reading-model.ts';
export type { ReplyAttempt, WriteReplyDeps, WriteReplyOutcome } from './reply-attempt.ts';
export { type ReplyJob, replyJobSchema } from './reply-job.ts';
export type { ReplyLog } from './reply-log.ts';
export type { ReplyQueue } from './reply-queue.ts';
export { readSessionId } from './session-path.ts';
export { sessionTitle } from './session-title.ts';
export { sleep } from './sleep.ts';
export type { CutOffs } from './stop-check.ts';
export { writeReply } from './write-reply.ts';
