export { memoryConnectionStore } from './memory-connection-store.ts';
