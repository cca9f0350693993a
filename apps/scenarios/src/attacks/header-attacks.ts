import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type ForgeKey, hmac, rs256, rsaSigned, segment, type TokenForge } from '../token-forge.ts';
import type { TokenAttack } from './token-attack.ts';

const pem = (key: ForgeKey, type: 'spki' | 'pkcs1'): string =>
  createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' })
    .export({ format: 'pem', type })
    .toString();

const with256 = (forge: TokenForge, secret: string): string =>
  forge.assemble({ ...forge.header, alg: 'HS256' }, forge.claims, hmac(secret));

/** Signed by the attacker, under a header of the attacker's own. */
const selfSigned = (forge: TokenForge, header: object): string =>
  forge.assemble({ ...forge.header, ...header }, forge.claims, rs256(forge.attacker));

const unsigned = (forge: TokenForge, alg: unknown): string =>
  forge.assemble({ ...forge.header, alg }, forge.claims, () => '');

const genuineSignature = (forge: TokenForge): string => forge.person.accessToken.split('.')[2] ?? '';

/** Attacks on the algorithm: RFC 8725, sections 2.1 and 3.1. */
export const algorithmAttacks: readonly TokenAttack[] = [
  ['alg none, without a signature', (forge) => unsigned(forge, 'none')],
  ['alg None', (forge) => unsigned(forge, 'None')],
  ['alg nOnE with the signature of a genuine token', (forge) => unsigned(forge, 'nOnE') + genuineSignature(forge)],
  ['alg none with the signature of a genuine token', (forge) => unsigned(forge, 'none') + genuineSignature(forge)],
  ['no alg', (forge) => forge.issue({}, { alg: undefined })],
  ['an empty alg', (forge) => forge.issue({}, { alg: '' })],
  ['alg null', (forge) => forge.issue({}, { alg: null })],
  ['an alg that is a list', (forge) => forge.issue({}, { alg: ['RS256'] })],
  ['alg rs256 in small letters', (forge) => forge.issue({}, { alg: 'rs256' })],
  ['HS256 with the public key (SPKI) as the secret', (forge) => with256(forge, pem(forge.pool.accessToken, 'spki'))],
  ['HS256 with the public key (PKCS 1) as the secret', (forge) => with256(forge, pem(forge.pool.accessToken, 'pkcs1'))],
  ['HS256 with the modulus as the secret', (forge) => with256(forge, String(forge.pool.accessToken.publicJwk['n']))],
  [
    'HS256 with the public JWK as the secret',
    (forge) => with256(forge, JSON.stringify(forge.pool.accessToken.publicJwk)),
  ],
  ['HS256 with an empty secret', (forge) => with256(forge, '')],
  ['HS256 with the client id as the secret', (forge) => with256(forge, String(forge.claims['client_id']))],
  [
    'RS384 of the pool’s own key',
    (forge) =>
      forge.assemble(
        { ...forge.header, alg: 'RS384' },
        forge.claims,
        rsaSigned(forge.pool.accessToken, 'sha384', constants.RSA_PKCS1_PADDING),
      ),
  ],
  [
    'RS512 of the pool’s own key',
    (forge) =>
      forge.assemble(
        { ...forge.header, alg: 'RS512' },
        forge.claims,
        rsaSigned(forge.pool.accessToken, 'sha512', constants.RSA_PKCS1_PADDING),
      ),
  ],
  [
    'PS256 of the pool’s own key',
    (forge) =>
      forge.assemble(
        { ...forge.header, alg: 'PS256' },
        forge.claims,
        rsaSigned(forge.pool.accessToken, 'sha256', constants.RSA_PKCS1_PSS_PADDING),
      ),
  ],
  [
    'a PSS signature called RS256',
    (forge) =>
      forge.assemble(
        forge.header,
        forge.claims,
        rsaSigned(forge.pool.accessToken, 'sha256', constants.RSA_PKCS1_PSS_PADDING),
      ),
  ],
  [
    'ES256 of a key of its own',
    (forge) => {
      const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return forge.assemble({ ...forge.header, alg: 'ES256' }, forge.claims, (input) =>
        sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }),
      );
    },
  ],
  [
    'EdDSA of a key of its own',
    (forge) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      return forge.assemble({ ...forge.header, alg: 'EdDSA' }, forge.claims, (input) =>
        sign(null, Buffer.from(input), privateKey),
      );
    },
  ],
];

/** Attacks on which key is taken: `kid` injection, and headers that bring a key along (RFC 8725, section 3.10). */
export const keyAttacks = (keyServer: string): readonly TokenAttack[] => [
  ['another key under the pool’s kid', (forge) => selfSigned(forge, {})],
  ['another key under a kid of its own', (forge) => selfSigned(forge, { kid: forge.attacker.kid })],
  ['the pool’s key under a kid of no key', (forge) => forge.issue({}, { kid: 'no-such-key' })],
  ['no kid', (forge) => forge.issue({}, { kid: undefined })],
  ['an empty kid', (forge) => forge.issue({}, { kid: '' })],
  ['kid null', (forge) => forge.issue({}, { kid: null })],
  ['a kid that is a number', (forge) => forge.issue({}, { kid: 0 })],
  ['a kid that is a list', (forge) => forge.issue({}, { kid: [forge.pool.accessToken.kid] })],
  ['a kid that is a path', (forge) => forge.issue({}, { kid: '../../../../dev/null' })],
  ['a kid that is SQL', (forge) => forge.issue({}, { kid: "x' UNION SELECT 'key" })],
  ['a kid that is a command', (forge) => forge.issue({}, { kid: '|/usr/bin/id' })],
  ['a kid that is a URL', (forge) => forge.issue({}, { kid: `${keyServer}/jwks.json` })],
  ['the kid __proto__', (forge) => forge.issue({}, { kid: '__proto__' })],
  ['the kid constructor', (forge) => forge.issue({}, { kid: 'constructor' })],
  ['a kid with NUL behind', (forge) => forge.issue({}, { kid: `${forge.pool.accessToken.kid}\u0000` })],
  ['the kid of the pool’s other key', (forge) => forge.issue({}, { kid: forge.pool.idToken.kid })],
  ['the pool’s other key under this kid', (forge) => forge.issueBy(forge.pool.idToken)],
  [
    'jku of the attacker, its own kid',
    (forge) => selfSigned(forge, { jku: `${keyServer}/jwks.json`, kid: forge.attacker.kid }),
  ],
  ['jku of the attacker, the pool’s kid', (forge) => selfSigned(forge, { jku: `${keyServer}/jwks.json` })],
  [
    'x5u of the attacker',
    (forge) => selfSigned(forge, { x5u: `${keyServer}/certificate.pem`, kid: forge.attacker.kid }),
  ],
  [
    'x5c with a key of the attacker',
    (forge) => selfSigned(forge, { x5c: [pem(forge.attacker, 'spki').replaceAll(/-----.*-----|\n/g, '')] }),
  ],
  ['the attacker’s key in its own header', (forge) => selfSigned(forge, { jwk: forge.attacker.publicJwk })],
  ['a critical header', (forge) => forge.issue({}, { crit: ['exp'] })],
  ['an unencoded payload (RFC 7797)', (forge) => forge.issue({}, { crit: ['b64'], b64: false })],
];

/** Attacks on the form: what is no JWS in compact form (RFC 7515, section 7.1), or one with a spoilt signature. */
export const formAttacks: readonly TokenAttack[] = [
  ['a signature of zeros', (forge) => forge.assemble(forge.header, forge.claims, () => Buffer.alloc(256))],
  ['a signature of ones', (forge) => forge.assemble(forge.header, forge.claims, () => Buffer.alloc(256, 0xff))],
  ['a signature of 1 byte', (forge) => forge.assemble(forge.header, forge.claims, () => Buffer.alloc(1))],
  ['no signature', ({ person }) => person.accessToken.slice(0, person.accessToken.lastIndexOf('.') + 1)],
  ['no third part', ({ person }) => person.accessToken.slice(0, person.accessToken.lastIndexOf('.'))],
  ['half of its signature', ({ person }) => person.accessToken.slice(0, -170)],
  ['its signature twice', (forge) => forge.person.accessToken + genuineSignature(forge)],
  [
    'the signature of another token',
    (forge) => `${forge.issue({ jti: 'other' }).split('.').slice(0, 2).join('.')}.${genuineSignature(forge)}`,
  ],
  [
    'another person’s sub behind a genuine signature',
    (forge) =>
      `${segment(forge.header)}.${segment({ ...forge.claims, sub: 'somebody-else' })}.${genuineSignature(forge)}`,
  ],
  ['padding behind', ({ person }) => `${person.accessToken}==`],
  [
    'a zip header and a packed payload',
    (forge) => {
      const input = `${segment({ ...forge.header, zip: 'DEF' })}.${deflateRawSync(JSON.stringify(forge.claims)).toString('base64url')}`;
      return `${input}.${rs256(forge.pool.accessToken)(input).toString('base64url')}`;
    },
  ],
  ['a header that is no JSON', (forge) => forge.assemble('header', forge.claims, rs256(forge.pool.accessToken))],
  ['a header that is a list', (forge) => forge.assemble(['RS256'], forge.claims, rs256(forge.pool.accessToken))],
  ['a header that is null', (forge) => forge.assemble(null, forge.claims, rs256(forge.pool.accessToken))],
  ['a payload that is no JSON', (forge) => forge.assemble(forge.header, 'payload', rs256(forge.pool.accessToken))],
  ['a payload that is a list', (forge) => forge.assemble(forge.header, [forge.claims], rs256(forge.pool.accessToken))],
  ['a payload that is null', (forge) => forge.assemble(forge.header, null, rs256(forge.pool.accessToken))],
  ['a payload that is a text', (forge) => forge.assemble(forge.header, '"access"', rs256(forge.pool.accessToken))],
  [
    'a genuine token as its payload',
    (forge) => forge.assemble(forge.header, forge.person.accessToken, rs256(forge.pool.accessToken)),
  ],
  [
    'a payload nested a thousand deep',
    (forge) => forge.assemble(forge.header, `${'['.repeat(1_000)}${']'.repeat(1_000)}`, rs256(forge.pool.accessToken)),
  ],
  ['five parts, as a JWE has', () => 'eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d'],
  [
    'JSON instead of the compact form',
    ({ person }) => {
      const [header, payload, signature] = person.accessToken.split('.');
      return Buffer.from(JSON.stringify({ protected: header, payload, signature })).toString('base64url');
    },
  ],
  ['quotes around it', ({ person }) => `"${person.accessToken}"`],
  ['its dots escaped', ({ person }) => person.accessToken.replaceAll('.', '%2E')],
  ['its dots full-width', ({ person }) => person.accessToken.replaceAll('.', '．')],
  ['full-width letters', ({ person }) => person.accessToken.replace(/^e/, 'ｅ')],
  [
    'a zero-width space inside',
    ({ person }) => `${person.accessToken.slice(0, 40)}\u200b${person.accessToken.slice(40)}`,
  ],
  ['a byte-order mark in front', ({ person }) => `\ufeff${person.accessToken}`],
  ['a NUL inside', ({ person }) => `${person.accessToken.slice(0, 40)}\u0000${person.accessToken.slice(40)}`],
  ['a line break inside', ({ person }) => `${person.accessToken.slice(0, 40)}\r\n ${person.accessToken.slice(40)}`],
  ['its letters reversed', ({ person }) => [...person.accessToken].toReversed().join('')],
  ['only dots', () => '..'],
  ['the text undefined', () => 'undefined'],
  ['the text null', () => 'null'],
  ['nothing', () => ''],
  ['no JWT', () => 'nonsense'],
  ['7,000 characters of nothing', () => 'a'.repeat(7_000)],
  ['one byte more than the limit', () => 'a'.repeat(8_193)],
  ['three parts of 2,700 characters', () => ['a', 'b', 'c'].map((letter) => letter.repeat(2_700)).join('.')],
  ['more than a header may hold', ({ person }) => person.accessToken + 'a'.repeat(20_000)],
];
