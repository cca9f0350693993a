export type { AccessTokenOutcome, TokenRefusal, VerifiedCaller } from './access-token-outcome.ts';
export type { LoginTokens, TokenOutcome, TokenSet, Unavailable } from './login-tokens.ts';
export type { Login, RevocationStore } from './revocation-store.ts';
export { revokedUntil } from './revoked-until.ts';
export { type SignOutEverywhereDeps, signOutEverywhere } from './sign-out-everywhere.ts';
export type { UserDirectory } from './user-directory.ts';
export { type AccessTokenVerifierConfig, accessTokenVerifier, type VerifyAccessToken } from './verify-access-token.ts';
