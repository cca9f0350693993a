import { limits, tokenFamilySchema, userIdSchema, utf8Bytes } from '@tarotchat/protocol';
import { CognitoJwtVerifier } from 'aws-jwt-verify/cognito-verifier';
import { assertIsJwks, type Jwks } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { safeJsonParse } from 'aws-jwt-verify/safe-json-parse';
import * as z from 'zod/mini';
import type { AccessTokenOutcome, TokenRefusal } from './access-token-outcome.ts';
import { type FetchJwks, fetchJwks, windowedJwksCache } from './key-source.ts';
import { refusalOf } from './token-refusal.ts';

/** Verifies one access token; it throws for no token, however bad. */
export type VerifyAccessToken = (token: string) => Promise<AccessTokenOutcome>;

/** What a verifier needs to know of its pool. */
export type AccessTokenVerifierConfig = {
  /** With its region in front: `ap-northeast-2_…`. */
  readonly userPoolId: string;
  /** The only client whose tokens are taken (claim `client_id`; access tokens have no `aud`). */
  readonly clientId: string;
  /** The pool's JSON Web Key Set as JSON; `{"keys":[]}` fetches it at the first token. */
  readonly jwks: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** How keys are fetched; by default over HTTPS from the pool, one try of at most 2 s. */
  readonly fetchJwks?: FetchJwks;
  /** Keys are fetched at most once in this time. */
  readonly fetchWindowMs?: number;
};

/** How far Cognito's clock may be ahead of a function's. */
const clockSkewMs = 60_000;

/** The claims that we build on. `exp` is optional to the library. */
const claimsSchema = z.object({
  sub: userIdSchema,
  origin_jti: tokenFamilySchema,
  auth_time: z.int().check(z.positive(), z.maximum(999_999_999_999)),
  iat: z.int().check(z.positive(), z.maximum(999_999_999_999)),
  username: z.string().check(z.minLength(1), z.maxLength(128)),
  exp: z.int().check(z.positive(), z.maximum(999_999_999_999)),
});

/**
 * Makes a verifier for access tokens of one Cognito pool and client. Make it once per process: it keeps the keys.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 *
 * @throws Error where the pool id or the key set is malformed: a wrong deployment fails at its first start.
 */
export const accessTokenVerifier = (config: AccessTokenVerifierConfig): VerifyAccessToken => {
  const now = config.now ?? Date.now;
  const jwksCache = windowedJwksCache({
    fetchJwks: config.fetchJwks ?? fetchJwks,
    windowMs: config.fetchWindowMs ?? 60_000,
    now,
  });
  const verifier = CognitoJwtVerifier.create(
    { userPoolId: config.userPoolId, clientId: config.clientId, tokenUse: 'access' },
    { jwksCache },
  );
  verifier.cacheJwks(parseJwks(config.jwks));

  return async (token) => {
    if (utf8Bytes(token) > limits.accessTokenBytes) return invalid('too-long');
    try {
      const refusal = headerRefusal(token);
      if (refusal !== undefined) return invalid(refusal);
      return outcomeOf(await verifier.verify(token), now());
    } catch (error) {
      const refusal = refusalOf(error);
      return refusal === 'expired' ? { kind: 'expired' } : invalid(refusal);
    }
  };
};

/** Judged before any key is looked for, so that no forged header costs a fetch. */
const headerRefusal = (token: string): TokenRefusal | undefined => {
  // RFC 7515, section 2: base64url without padding. The library takes padding too, and so many spellings of one token.
  if (token.includes('=')) return 'malformed';
  const { header } = decomposeUnverifiedJwt(token);
  if (header.alg !== 'RS256') return 'wrong-algorithm';
  // RFC 7515, section 4.1.11: a critical header that is not understood makes the token invalid. We understand none.
  if (header['crit'] !== undefined) return 'malformed';
  return undefined;
};

const outcomeOf = (payload: unknown, nowMs: number): AccessTokenOutcome => {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return invalid('missing-claim');
  const { sub, origin_jti, auth_time, iat, username, exp } = claims.data;
  // RFC 7519, section 4.1.4: not to be accepted on or after `exp`. The library has checked by its own clock, and less strictly.
  if (exp * 1000 <= nowMs) return { kind: 'expired' };
  // The library does not look at it. A login of the future would outlast every sign-out everywhere.
  if (Math.max(iat, auth_time) * 1000 > nowMs + clockSkewMs) return invalid('not-yet-valid');
  const login = { userId: sub, tokenFamily: origin_jti, signedInAt: auth_time, username };
  return { kind: 'valid', caller: { ...login, authExpiresAt: exp } };
};

const invalid = (reason: TokenRefusal): AccessTokenOutcome => ({ kind: 'invalid', reason });

const parseJwks = (json: string): Jwks => {
  try {
    const jwks = safeJsonParse(json);
    assertIsJwks(jwks);
    return jwks;
  } catch (cause) {
    throw new Error('the JSON Web Key Set of the user pool is malformed', { cause });
  }
};
