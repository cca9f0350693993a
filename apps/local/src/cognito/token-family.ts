import type { Provider } from 'oidc-provider';

/** Ends one login: its refresh token, any code not used yet, and the grant that both hang on. */
export const revokeTokenFamily = async (provider: Provider, grantId: string): Promise<void> => {
  await provider.RefreshToken.revokeByGrantId(grantId);
  await provider.AuthorizationCode.revokeByGrantId(grantId);
  const grant = await provider.Grant.find(grantId);
  await grant?.destroy();
};
