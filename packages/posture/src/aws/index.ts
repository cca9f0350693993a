export type { AwsConnection } from './aws-connection.ts';
export { type AwsScope, readAws } from './read-aws.ts';
