export { cancellationCodes, retryConflicts } from './retry-conflicts.ts';
