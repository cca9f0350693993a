import { conversationStoreContract } from '../testing/conversation-store-contract.ts';
import { quotaContract } from '../testing/quota-contract.ts';
import { memoryConversationStore } from './memory-conversation-store.ts';

conversationStoreContract('memory', memoryConversationStore);
quotaContract('memory', memoryConversationStore);
