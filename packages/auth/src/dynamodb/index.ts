export { dynamoRevocationStore } from './dynamo-revocation-store.ts';
