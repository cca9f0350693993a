/**
 * How long the tokens of the app client live: infra sets them on the client, and sign-out reckons with them.
 * The values are those of the live client; Cognito itself allows more.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export const tokenLife = {
  /** Access and ID token: 60 minutes. */
  accessTokenSeconds: 60 * 60,
  /** Refresh token: 5 days after the login, however often it is used. */
  refreshTokenSeconds: 5 * 24 * 60 * 60,
} as const;
