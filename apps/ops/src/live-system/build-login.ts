import {
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AwsClients } from './aws-clients.ts';
import type { LiveAnswers } from './live-answers.ts';

/** Pool, hosted login, Kakao and the confidential client, as the live answers have them. */
export const buildLogin = async (
  { cognito }: AwsClients,
  { userPool, userPoolClient }: LiveAnswers,
): Promise<{ readonly userPoolId: string; readonly clientId: string }> => {
  const { Name: PoolName, Domain } = userPool;
  const created = await cognito.send(new CreateUserPoolCommand({ ...poolSettings(userPool), PoolName }));
  const UserPoolId = created.UserPool?.Id ?? '';
  await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
  await cognito.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: userPoolClient.SupportedIdentityProviders[0],
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'live',
        client_secret: 'live',
        oidc_issuer: 'https://kauth.kakao.com',
        attributes_request_method: 'GET',
        authorize_scopes: 'openid account_email',
      },
      AttributeMapping: { username: 'sub', email: 'email' },
    }),
  );
  const client = await cognito.send(
    new CreateUserPoolClientCommand({ ...clientSettings(userPoolClient), UserPoolId, GenerateSecret: true }),
  );
  return { userPoolId: UserPoolId, clientId: client.UserPoolClient?.ClientId ?? '' };
};

const poolSettings = (pool: LiveAnswers['userPool']) => ({
  Policies: pool.Policies,
  DeletionProtection: pool.DeletionProtection,
  AutoVerifiedAttributes: pool.AutoVerifiedAttributes,
  UsernameAttributes: pool.UsernameAttributes,
  UsernameConfiguration: pool.UsernameConfiguration,
  MfaConfiguration: pool.MfaConfiguration,
  VerificationMessageTemplate: pool.VerificationMessageTemplate,
  EmailConfiguration: pool.EmailConfiguration,
  AdminCreateUserConfig: pool.AdminCreateUserConfig,
  AccountRecoverySetting: pool.AccountRecoverySetting,
});

/** Everything but what AWS gives: ids, dates and the secret. */
const clientSettings = (client: LiveAnswers['userPoolClient']) => ({
  ClientName: client.ClientName,
  RefreshTokenValidity: client.RefreshTokenValidity,
  AccessTokenValidity: client.AccessTokenValidity,
  IdTokenValidity: client.IdTokenValidity,
  TokenValidityUnits: client.TokenValidityUnits,
  ExplicitAuthFlows: client.ExplicitAuthFlows,
  SupportedIdentityProviders: client.SupportedIdentityProviders,
  CallbackURLs: client.CallbackURLs,
  AllowedOAuthFlows: client.AllowedOAuthFlows,
  AllowedOAuthScopes: client.AllowedOAuthScopes,
  AllowedOAuthFlowsUserPoolClient: client.AllowedOAuthFlowsUserPoolClient,
  PreventUserExistenceErrors: client.PreventUserExistenceErrors,
  EnableTokenRevocation: client.EnableTokenRevocation,
  EnablePropagateAdditionalUserContextData: client.EnablePropagateAdditionalUserContextData,
  AuthSessionValidity: client.AuthSessionValidity,
});
