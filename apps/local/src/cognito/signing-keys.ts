import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import * as z from 'zod/mini';

const rsaKeySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  alg: z.literal('RS256'),
  use: z.literal('sig'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});
const signingKeysSchema = z.object({ idToken: rsaKeySchema, accessToken: rsaKeySchema });

/** A private RSA key as JWK (RFC 7517). */
export type SigningKey = z.output<typeof rsaKeySchema>;

/** A Cognito pool has two key pairs: one signs ID tokens, the other access tokens. */
export type SigningKeys = z.output<typeof signingKeysSchema>;

const generateSigningKey = async (): Promise<SigningKey> => {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const key = await exportJWK(privateKey);
  return rsaKeySchema.parse({ ...key, kid: await calculateJwkThumbprint(key), alg: 'RS256', use: 'sig' });
};

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** The keys of this data folder, made at the first start and readable by their owner only. */
export const loadSigningKeys = async (dataFolder: string): Promise<SigningKeys> => {
  const path = join(dataFolder, 'cognito-keys.json');
  const saved = await readIfThere(path);
  if (saved !== undefined) {
    await chmod(path, 0o600);
    return signingKeysSchema.parse(JSON.parse(saved));
  }
  const [idToken, accessToken] = await Promise.all([generateSigningKey(), generateSigningKey()]);
  // Renamed when whole, so that a kill in between leaves no half file.
  await writeFile(`${path}.new`, JSON.stringify({ idToken, accessToken }), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return { idToken, accessToken };
};

/** The public half of a key. */
export const publicKey = ({ alg, e, kid, kty, n, use }: SigningKey) => ({ alg, e, kid, kty, n, use });

/** The public halves, as Cognito publishes them. */
export const publicKeys = ({ idToken, accessToken }: SigningKeys): JSONWebKeySet => ({
  keys: [publicKey(idToken), publicKey(accessToken)],
});
