export type { Cognito, CognitoClient, CognitoOptions, SdkAnswer } from './cognito.ts';
export { startCognito } from './start-cognito.ts';
