export { memoryConnectionAdmission } from './memory-connection-admission.ts';
export { memoryConnectionStore } from './memory-connection-store.ts';
