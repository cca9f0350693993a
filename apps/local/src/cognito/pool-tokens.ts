import { createHash, randomUUID } from 'node:crypto';
import { importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { CognitoOptions } from './cognito.ts';
import type { Person } from './person.ts';
import { publicKey, type SigningKey, type SigningKeys } from './signing-keys.ts';

/** One login, as its tokens tell of it. */
export type Login = {
  readonly person: Person;
  /** Id of the grant: `origin_jti`, the same in all tokens of this login. */
  readonly tokenFamily: string;
  /** Scopes, space-separated. */
  readonly scope: string;
  /** Epoch seconds of the login itself. */
  readonly authTime: number;
  /** Of the authorization request; not repeated in refreshed tokens. */
  readonly nonce?: string | undefined;
};

export type TokenPair = {
  readonly accessToken: string;
  /** Where the scope `openid` was granted. */
  readonly idToken?: string;
  /** Life of the access token. */
  readonly expiresInSeconds: number;
};

const accessClaimsSchema = z.object({
  sub: z.string(),
  origin_jti: z.string(),
  scope: z.string(),
  token_use: z.literal('access'),
});

type Deps = { readonly options: CognitoOptions; readonly keys: SigningKeys };

const sign = async (key: SigningKey, payload: JWTPayload): Promise<string> =>
  // Cognito's header has kid and alg, no typ.
  new SignJWT(payload).setProtectedHeader({ kid: key.kid, alg: key.alg }).sign(await importJWK(key));

const accessClaims = ({ options, login, issuedAt }: { options: CognitoOptions; login: Login; issuedAt: number }) => ({
  sub: login.person.sub,
  'cognito:groups': [`${options.poolId}_${options.identityProvider}`],
  iss: options.issuerUrl,
  version: 2,
  client_id: options.client.clientId,
  origin_jti: login.tokenFamily,
  token_use: 'access',
  scope: login.scope,
  auth_time: login.authTime,
  exp: issuedAt + options.client.accessTokenMinutes * 60,
  iat: issuedAt,
  jti: randomUUID(),
  username: login.person.username,
});

/** The person's attributes as ID token and userInfo show them. */
export const attributesOf = (options: CognitoOptions, person: Person) => ({
  sub: person.sub,
  name: person.name,
  nickname: person.name,
  email: `${person.kakaoId}@kakao.example`,
  identities: [
    {
      userId: person.kakaoId,
      providerName: options.identityProvider,
      providerType: 'OIDC',
      issuer: null,
      primary: 'true',
    },
  ],
});

const idClaims = ({ options, login, issuedAt }: { options: CognitoOptions; login: Login; issuedAt: number }) => ({
  ...attributesOf(options, login.person),
  'cognito:groups': [`${options.poolId}_${options.identityProvider}`],
  'cognito:username': login.person.username,
  email_verified: false,
  iss: options.issuerUrl,
  aud: options.client.clientId,
  origin_jti: login.tokenFamily,
  token_use: 'id',
  auth_time: login.authTime,
  exp: issuedAt + options.client.idTokenMinutes * 60,
  iat: issuedAt,
  jti: randomUUID(),
  ...(login.nonce === undefined ? {} : { nonce: login.nonce }),
});

// OpenID Connect Core 3.1.3.6: the left half of the hash of the access token.
const leftHalfHash = (token: string): string =>
  createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');

/**
 * Signs the tokens of a login in Cognito's shape.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export const issueTokens =
  ({ options, keys }: Deps) =>
  async (login: Login): Promise<TokenPair> => {
    const issuedAt = Math.floor(options.now() / 1000);
    const accessToken = await sign(keys.accessToken, accessClaims({ options, login, issuedAt }));
    const expiresInSeconds = options.client.accessTokenMinutes * 60;
    if (!login.scope.split(' ').includes('openid')) return { accessToken, expiresInSeconds };
    const at_hash = leftHalfHash(accessToken);
    const idToken = await sign(keys.idToken, { at_hash, ...idClaims({ options, login, issuedAt }) });
    return { accessToken, idToken, expiresInSeconds };
  };

/** The claims of an access token of this pool, or undefined where it is none or has expired. */
export const readAccessToken =
  ({ options, keys }: Deps) =>
  async (token: string): Promise<z.output<typeof accessClaimsSchema> | undefined> => {
    try {
      const { payload } = await jwtVerify(token, await importJWK(publicKey(keys.accessToken)), {
        issuer: options.issuerUrl,
        algorithms: ['RS256'],
        currentDate: new Date(options.now()),
      });
      return accessClaimsSchema.parse(payload);
    } catch {
      return undefined;
    }
  };
