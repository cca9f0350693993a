import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';

/** Keys that AWS would give out: made for this data folder, good nowhere else. */
export type LocalSecrets = {
  readonly keyOf: (functionName: string) => { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly clientSecret: (clientId: string) => string;
};

const fileSchema = z.object({ seed: z.string().check(z.minLength(32)) });

/** Reads the data folder's secrets, or makes them; the file is for its owner only. */
export const openLocalSecrets = async (file: string): Promise<LocalSecrets> => {
  const seed = await readSeed(file);
  const derive = (purpose: string): Buffer => createHmac('sha256', seed).update(purpose).digest();
  return {
    keyOf: (functionName) => ({
      accessKeyId: `AKIA${derive(`key id of ${functionName}`).toString('hex').slice(0, 16).toUpperCase()}`,
      secretAccessKey: derive(`key of ${functionName}`).toString('base64').slice(0, 40),
    }),
    clientSecret: (clientId) => derive(`secret of client ${clientId}`).toString('hex').slice(0, 52),
  };
};

const readSeed = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return fileSchema.parse(JSON.parse(text)).seed;
  const seed = randomBytes(32).toString('base64url');
  await writeFile(file, `${JSON.stringify({ seed })}\n`, { mode: 0o600, flag: 'wx' });
  return seed;
};
