export { dynamoConnectionAdmission } from './dynamo-connection-admission.ts';
export { dynamoConnectionStore } from './dynamo-connection-store.ts';
