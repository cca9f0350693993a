export { type AwsScope, readAws } from './read-aws.ts';
