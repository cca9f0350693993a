import { nowSeconds, rs256, type TokenForge } from '../token-forge.ts';
import type { TokenAttack } from './token-attack.ts';

// Everything here carries a genuine signature of the pool: the claims alone have to make the difference.

const issuer = (forge: TokenForge): string => String(forge.claims['iss']);

/** A payload written by hand, where JSON allows what an object does not: a name twice. */
const written = (forge: TokenForge, front: string, back: string): string => {
  const { token_use: _, exp: __, client_id: ___, ...rest } = forge.claims;
  const payload = `{${front},${JSON.stringify(rest).slice(1, -1)},${back}}`;
  return forge.assemble(forge.header, payload, rs256(forge.pool.accessToken));
};
const good = (forge: TokenForge): string =>
  `"token_use":"access","exp":${nowSeconds() + 600},"client_id":${JSON.stringify(forge.claims['client_id'])}`;

/** For whom and by whom a token is: RFC 8725, sections 3.8 to 3.12. */
export const audienceAttacks: readonly TokenAttack[] = [
  ['of another pool', (forge) => forge.issue({ iss: issuer(forge).replace(/_\w+$/, '_Another01') })],
  ['of a pool whose id goes on', (forge) => forge.issue({ iss: `${issuer(forge)}x` })],
  [
    'of the pool’s id in another region',
    (forge) => forge.issue({ iss: issuer(forge).replace('ap-northeast-2.', 'us-east-1.') }),
  ],
  ['of an issuer with a slash behind', (forge) => forge.issue({ iss: `${issuer(forge)}/` })],
  ['of an issuer over http', (forge) => forge.issue({ iss: issuer(forge).replace('https:', 'http:') })],
  ['of an issuer in capitals', (forge) => forge.issue({ iss: issuer(forge).toUpperCase() })],
  [
    'of an issuer with the good one in its path',
    (forge) => forge.issue({ iss: `https://evil.example/${issuer(forge)}` }),
  ],
  [
    'of an issuer with the good host as its user',
    (forge) => forge.issue({ iss: issuer(forge).replace('.com/', '.com@evil.example/') }),
  ],
  ['of a list of issuers', (forge) => forge.issue({ iss: [issuer(forge)] })],
  ['without an issuer', (forge) => forge.issue({ iss: undefined })],
  ['of another client', (forge) => forge.issue({ client_id: 'anotherclient' })],
  ['of a list of clients', (forge) => forge.issue({ client_id: [forge.claims['client_id']] })],
  ['of the client in capitals', (forge) => forge.issue({ client_id: String(forge.claims['client_id']).toUpperCase() })],
  ['of the client with a space behind', (forge) => forge.issue({ client_id: `${forge.claims['client_id']} ` })],
  ['of no client', (forge) => forge.issue({ client_id: undefined })],
  ['of the client as audience only', (forge) => forge.issue({ client_id: undefined, aud: forge.claims['client_id'] })],
  [
    'that is an ID token',
    (forge) =>
      forge.issueBy(
        forge.pool.idToken,
        { token_use: 'id', aud: forge.claims['client_id'], client_id: undefined, scope: undefined },
        { kid: forge.pool.idToken.kid },
      ),
  ],
  ['that is an ID token with a client_id', (forge) => forge.issue({ token_use: 'id', aud: forge.claims['client_id'] })],
  ['without token_use', (forge) => forge.issue({ token_use: undefined })],
  ['with token_use refresh', (forge) => forge.issue({ token_use: 'refresh' })],
  ['with token_use Access', (forge) => forge.issue({ token_use: 'Access' })],
  ['with token_use in Cyrillic letters', (forge) => forge.issue({ token_use: 'аccess' })],
  ['with token_use as a list', (forge) => forge.issue({ token_use: ['access'] })],
  [
    'with token_use inherited from __proto__',
    (forge) => written(forge, '"__proto__":{"token_use":"access"}', `"exp":${nowSeconds() + 600}`),
  ],
];

/** When a token is good: RFC 7519, sections 4.1.4 to 4.1.6. */
export const timeAttacks: readonly TokenAttack[] = [
  ['that expired a second ago', (forge) => forge.issue({ exp: nowSeconds() - 1 })],
  ['that expires this very second', (forge) => forge.issue({ exp: nowSeconds() })],
  ['that expired a year ago', (forge) => forge.issue({ exp: nowSeconds() - 31_536_000 })],
  ['without an end', (forge) => forge.issue({ exp: undefined })],
  ['with exp 0', (forge) => forge.issue({ exp: 0 })],
  ['with exp null', (forge) => forge.issue({ exp: null })],
  ['with a negative exp', (forge) => forge.issue({ exp: -1 })],
  ['with exp as text', (forge) => forge.issue({ exp: String(nowSeconds() + 600) })],
  ['with exp in milliseconds', (forge) => forge.issue({ exp: Date.now() + 600_000 })],
  ['with exp as a list', (forge) => forge.issue({ exp: [nowSeconds() + 600] })],
  ['not good before tomorrow (nbf)', (forge) => forge.issue({ nbf: nowSeconds() + 86_400 })],
  ['issued tomorrow (iat)', (forge) => forge.issue({ iat: nowSeconds() + 86_400 })],
  ['of a login tomorrow (auth_time)', (forge) => forge.issue({ auth_time: nowSeconds() + 86_400 })],
  ['of no login (auth_time)', (forge) => forge.issue({ auth_time: undefined })],
  ['issued never (iat)', (forge) => forge.issue({ iat: undefined })],
];

/** Who a token is about, and what is said twice. */
export const subjectAttacks: readonly TokenAttack[] = [
  ['of nobody', (forge) => forge.issue({ sub: undefined })],
  ['of an empty sub', (forge) => forge.issue({ sub: '' })],
  ['of a sub that is a list', (forge) => forge.issue({ sub: [forge.claims['sub']] })],
  ['of a sub that is an object', (forge) => forge.issue({ sub: { S: forge.claims['sub'] } })],
  ['of a sub of 129 characters', (forge) => forge.issue({ sub: 'x'.repeat(129) })],
  ['of nobody that Cognito knows (username)', (forge) => forge.issue({ username: undefined })],
  ['of no family', (forge) => forge.issue({ origin_jti: undefined })],
  ['of an empty family', (forge) => forge.issue({ origin_jti: '' })],
  ['of a family that is an object', (forge) => forge.issue({ origin_jti: { N: '1' } })],
  ['that says its use twice, the second time wrongly', (forge) => written(forge, good(forge), '"token_use":"id"')],
  ['that says its end twice, the second time in the past', (forge) => written(forge, good(forge), '"exp":1')],
  ['that says its client twice, the second time another', (forge) => written(forge, good(forge), '"client_id":"x"')],
  [
    'with alg twice, the second time none',
    (forge) =>
      forge.assemble(
        `{"alg":"RS256","kid":${JSON.stringify(forge.pool.accessToken.kid)},"alg":"none"}`,
        forge.claims,
        rs256(forge.pool.accessToken),
      ),
  ],
  [
    'with kid twice, the second time the attacker’s',
    (forge) =>
      forge.assemble(
        `{"alg":"RS256","kid":${JSON.stringify(forge.pool.accessToken.kid)},"kid":"attackers-own-key"}`,
        forge.claims,
        rs256(forge.attacker),
      ),
  ],
];
