import type { CognitoOptions } from './cognito.ts';

/**
 * The client in the words of DescribeUserPoolClient.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export const describeUserPoolClient = ({ client, poolId, identityProvider }: CognitoOptions) => ({
  UserPoolId: poolId,
  ClientId: client.clientId,
  ClientName: client.clientName,
  ClientSecret: client.clientSecret,
  CallbackURLs: client.callbackUrls,
  LogoutURLs: client.logoutUrls,
  SupportedIdentityProviders: [identityProvider],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: client.scopes,
  AccessTokenValidity: client.accessTokenMinutes,
  IdTokenValidity: client.idTokenMinutes,
  RefreshTokenValidity: client.refreshTokenDays,
  TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: 'ENABLED',
});
