export { memoryRevocationStore } from './memory-revocation-store.ts';
