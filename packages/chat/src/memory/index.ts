export { type MemoryConnectionGateway, memoryConnectionGateway } from './memory-connection-gateway.ts';
export { memoryConversationStore } from './memory-conversation-store.ts';
export { type MemoryReplyQueue, memoryReplyQueue } from './memory-reply-queue.ts';
export { scriptedReader } from './scripted-reader.ts';
