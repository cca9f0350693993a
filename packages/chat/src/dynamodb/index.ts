export { dynamoConversationStore } from './dynamo-conversation-store.ts';
