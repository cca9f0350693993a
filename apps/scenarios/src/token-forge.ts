import { createHmac, createPrivateKey, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalSystem } from '@tarotchat/local';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as z from 'zod/mini';
import { logIn, type Person } from './person.ts';

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });
const poolKeysSchema = z.object({ accessToken: jwkSchema, idToken: jwkSchema });

/** Claims or header fields; `undefined` leaves one away. */
export type Fields = Readonly<Record<string, unknown>>;

/** A pair of the pool, or of somebody who would like to be it. */
export type ForgeKey = { readonly kid: string; readonly privateKey: KeyObject; readonly publicJwk: Fields };

/** Makes tokens, good and bad, with the running pool's very own keys and with others. */
export type TokenForge = {
  /** A genuine access token, as the login gave it, and whose it is. */
  readonly person: Person;
  readonly claims: Fields;
  readonly header: Fields;
  readonly pool: { readonly accessToken: ForgeKey; readonly idToken: ForgeKey };
  readonly attacker: ForgeKey;
  /** A token of the pool's key for access tokens, with some claims and header fields changed. */
  readonly issue: (claims?: Fields, header?: Fields) => string;
  /** The same signed by another key, under the header's own `kid` unless it is changed. */
  readonly issueBy: (key: ForgeKey, claims?: Fields, header?: Fields) => string;
  /** Any header and payload, signed or not by whatever `signature` does with `header.payload`. */
  readonly assemble: (header: unknown, payload: unknown, signature: (input: string) => string | Buffer) => string;
};

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Base64url of JSON, or of a text as it is. */
export const segment = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export const rs256 = (key: ForgeKey) => (input: string) => createSign('RSA-SHA256').update(input).sign(key.privateKey);

/** Other algorithms of the same key. */
export const rsaSigned = (key: ForgeKey, digest: string, padding: number) => (input: string) =>
  sign(digest, Buffer.from(input), { key: key.privateKey, padding });

export const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest();

/** Logs somebody in for a model of a good token, and reads the pool's private keys from the data folder. */
export const openForge = async (system: LocalSystem): Promise<TokenForge> => {
  const person = await logIn(system.origin, 'Model citizen');
  const claims: Fields = { ...decodeJwt(person.accessToken) };
  const header: Fields = { ...decodeProtectedHeader(person.accessToken) };
  const keysFile = join(system.dataFolder, 'cognito', 'cognito-keys.json');
  const keys = poolKeysSchema.parse(JSON.parse(await readFile(keysFile, 'utf8')));
  const pool = { accessToken: forgeKey(keys.accessToken), idToken: forgeKey(keys.idToken) };

  const issueBy = (key: ForgeKey, changes: Fields = {}, headerChanges: Fields = {}): string =>
    assemble({ ...header, ...headerChanges }, { ...claims, ...changes }, rs256(key));
  return {
    person,
    claims,
    header,
    pool,
    attacker: newKey('attackers-own-key'),
    issueBy,
    issue: (changes, headerChanges) => issueBy(pool.accessToken, changes, headerChanges),
    assemble,
  };
};

const assemble: TokenForge['assemble'] = (header, payload, signature) => {
  const input = `${segment(header)}.${segment(payload)}`;
  return `${input}.${Buffer.from(signature(input)).toString('base64url')}`;
};

const forgeKey = (jwk: z.output<typeof jwkSchema>): ForgeKey => ({
  kid: jwk.kid,
  privateKey: createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
  publicJwk: { kty: jwk.kty, n: jwk.n, e: jwk.e, kid: jwk.kid, alg: 'RS256', use: 'sig' },
});

const newKey = (kid: string): ForgeKey => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
};
