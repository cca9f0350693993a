export { dynamoRevocationStore } from './dynamo-revocation-store.ts';
export { loginStands } from './revocation-rows.ts';
