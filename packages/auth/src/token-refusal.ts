import {
  CognitoJwtInvalidClientIdError,
  CognitoJwtInvalidTokenUseError,
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  ParameterValidationError,
} from 'aws-jwt-verify/error';
import type { TokenRefusal } from './access-token-outcome.ts';
import { KeyFetchRefusedError } from './key-source.ts';

const refusals: readonly [abstract new (...args: never[]) => Error, TokenRefusal | 'expired'][] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not-yet-valid'],
  [JwtInvalidSignatureError, 'wrong-signature'],
  [JwtInvalidSignatureAlgorithmError, 'wrong-algorithm'],
  [JwtInvalidIssuerError, 'wrong-issuer'],
  // The verifier knows its pool's two issuers only, and says of any other that a parameter is wrong.
  [ParameterValidationError, 'wrong-issuer'],
  [CognitoJwtInvalidTokenUseError, 'wrong-use'],
  [CognitoJwtInvalidClientIdError, 'wrong-client'],
  [KidNotFoundInJwksError, 'unknown-key'],
  [KeyFetchRefusedError, 'unknown-key'],
  [JwtWithoutValidKidError, 'unknown-key'],
  [FetchError, 'keys-unavailable'],
  [JwksValidationError, 'keys-unavailable'],
  [JwkValidationError, 'keys-unavailable'],
  [JwtBaseError, 'malformed'],
];

/**
 * What the verifier's error says of the token. The error itself goes no further: its message quotes claims.
 * An error of no known class came of the keys that were fetched, the only part that depends on others.
 */
export const refusalOf = (error: unknown): TokenRefusal | 'expired' =>
  refusals.find(([errorClass]) => error instanceof errorClass)?.[1] ?? 'keys-unavailable';
