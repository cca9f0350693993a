export { sqsReplyQueue } from './sqs-reply-queue.ts';
