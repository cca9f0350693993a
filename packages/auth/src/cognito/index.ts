export { type CognitoTokensConfig, cognitoTokens, userPoolRegion } from './cognito-tokens.ts';
export { cognitoUserDirectory } from './cognito-user-directory.ts';
