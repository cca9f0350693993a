export { type CognitoTokensConfig, cognitoTokens, userPoolRegion } from './cognito-tokens.ts';
