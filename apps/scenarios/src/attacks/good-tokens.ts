import { nowSeconds, rs256, type TokenForge } from '../token-forge.ts';

/** Good tokens in all the shapes in which good ones may come. */
export const goodTokens: readonly (readonly [title: string, make: (forge: TokenForge) => string])[] = [
  ['just as the login gave it', ({ person }) => person.accessToken],
  ['that ends in a minute', (forge) => forge.issue({ exp: nowSeconds() + 60 })],
  ['that ends in a day', (forge) => forge.issue({ exp: nowSeconds() + 86_400 })],
  ['issued an hour ago', (forge) => forge.issue({ iat: nowSeconds() - 3_600, auth_time: nowSeconds() - 3_600 })],
  ['good since yesterday (nbf)', (forge) => forge.issue({ nbf: nowSeconds() - 86_400 })],
  ['of another login of the same person', (forge) => forge.issue({ origin_jti: 'another-family', jti: 'another' })],
  ['of another person', (forge) => forge.issue({ sub: 'b4a8f4c0-2031-70c1-5f3a-000000000099' })],
  ['of the longest sub', (forge) => forge.issue({ sub: 'x'.repeat(128) })],
  [
    'of the pool’s newer issuer',
    (forge) => forge.issue({ iss: String(forge.claims['iss']).replace('//', '//issuer-') }),
  ],
  ['with typ in its header', (forge) => forge.issue({}, { typ: 'JWT' })],
  [
    'with a header in another order',
    ({ assemble, pool, claims }) =>
      assemble({ alg: 'RS256', kid: pool.accessToken.kid }, claims, rs256(pool.accessToken)),
  ],
  ['without scopes', (forge) => forge.issue({ scope: undefined })],
  [
    'with claims of Cognito’s that we do not read',
    (forge) => forge.issue({ device_key: 'd', 'cognito:groups': ['a', 'b'], event_id: 'e' }),
  ],
  ['of a person with a name in Hangul', (forge) => forge.issue({ username: 'KakaoLogin_민아' })],
  ['with its letters escaped in JSON', (forge) => forge.issue({ padding: '\u0000\u2028' })],
  ['almost as long as the limit', (forge) => forge.issue({ padding: 'x'.repeat(5_000) })],
];
