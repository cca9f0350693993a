import type { TokenFamily, UserId } from '@tarotchat/protocol';

/** Who holds a verified access token. */
export type VerifiedCaller = {
  /** Claim `sub`. */
  readonly userId: UserId;
  /** Claim `origin_jti`. */
  readonly tokenFamily: TokenFamily;
  /** Claim `auth_time`: when the person logged in, in epoch seconds; a refresh does not change it. */
  readonly signedInAt: number;
  /** Claim `username`: what Cognito calls the person; only for Cognito's own admin calls. */
  readonly username: string;
  /** Claim `exp`: end of the token's life in epoch seconds. */
  readonly authExpiresAt: number;
};

/** Why a token was refused; safe to log. */
export type TokenRefusal =
  /** Longer than `limits.accessTokenBytes`; nothing of it was parsed. */
  | 'too-long'
  /** Not a JWT, or one with a critical header that we do not understand. */
  | 'malformed'
  /** Signed with anything but RS256, the algorithm of Cognito. */
  | 'wrong-algorithm'
  /** Of another pool or region. */
  | 'wrong-issuer'
  /** Signed with a key that the pool does not have, or had not when the keys were fetched last. */
  | 'unknown-key'
  /** Signed with a key that we do not have, and the pool's keys cannot be fetched now. */
  | 'keys-unavailable'
  | 'wrong-signature'
  /** Not an access token. */
  | 'wrong-use'
  /** Issued to another app client. */
  | 'wrong-client'
  | 'not-yet-valid'
  /** `sub`, `origin_jti`, `auth_time`, `iat`, `username` or `exp` is missing or malformed. */
  | 'missing-claim';

/** What became of an access token. */
export type AccessTokenOutcome =
  | { readonly kind: 'valid'; readonly caller: VerifiedCaller }
  /** Genuine, but its time is over. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid'; readonly reason: TokenRefusal };
