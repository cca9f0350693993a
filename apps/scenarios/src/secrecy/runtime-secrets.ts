import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Secret } from './secrets.ts';

const privateKeySchema = z.object({ d: z.string(), p: z.string() });
const keysSchema = z.object({ accessToken: privateKeySchema, idToken: privateKeySchema });

/**
 * What the system itself has to keep: the client's secret, the pool's private keys, the keys that functions sign with.
 *
 * @throws Error where the client's secret is not what the login takes: then nothing would be searched for.
 */
export const runtimeSecrets = async (
  origin: string,
  dataFolder: string,
  functionNames: readonly string[],
): Promise<Secret[]> => {
  const { seed } = z
    .object({ seed: z.string() })
    .parse(JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')));
  const keys = keysSchema.parse(JSON.parse(await readFile(join(dataFolder, 'cognito', 'cognito-keys.json'), 'utf8')));
  const derive = (purpose: string): Buffer => createHmac('sha256', seed).update(purpose).digest();
  const { clientId } = z.object({ clientId: z.string() }).parse(await (await fetch(`${origin}/config.json`)).json());
  const clientSecret = derive(`secret of client ${clientId}`).toString('hex').slice(0, 52);
  await requireClientSecret(origin, clientId, clientSecret);
  return [
    { name: 'seed of the local secrets', value: seed },
    { name: 'client secret', value: clientSecret },
    { name: 'private key for access tokens', value: keys.accessToken.d },
    { name: 'private key for ID tokens', value: keys.idToken.d },
    ...functionNames.map((functionName) => ({
      name: `AWS key of ${functionName}`,
      value: derive(`key of ${functionName}`).toString('base64').slice(0, 40),
    })),
  ];
};

const requireClientSecret = async (origin: string, clientId: string, clientSecret: string): Promise<void> => {
  const answer = await fetch(`${origin}/cognito/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'made-up' }),
  });
  const text = await answer.text();
  if (!text.includes('invalid_grant')) throw new Error(`the client secret is another one: ${text}`);
};
