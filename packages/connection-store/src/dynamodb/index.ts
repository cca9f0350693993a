export { dynamoConnectionStore } from './dynamo-connection-store.ts';
