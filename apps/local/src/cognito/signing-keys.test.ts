import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSigningKeys, publicKeys } from './signing-keys.ts';
import { aDataFolder } from './testing/running-cognito.ts';

test('two RSA keys of 2048 bits are made once per data folder, for the owner only', async () => {
  const folder = await aDataFolder();

  const keys = await loadSigningKeys(folder);

  expect(await readdir(folder)).toEqual(['cognito-keys.json']);
  expect((await stat(join(folder, 'cognito-keys.json'))).mode & 0o777).toBe(0o600);
  expect(Buffer.from(keys.idToken.n, 'base64url').length).toBe(256);
  expect(keys.idToken.n).not.toBe(keys.accessToken.n);
  expect(await loadSigningKeys(folder)).toEqual(keys);
  expect(await loadSigningKeys(await aDataFolder())).not.toEqual(keys);
});

test('the public half has nothing of the private one', async () => {
  const [first] = publicKeys(await loadSigningKeys(await aDataFolder())).keys;

  expect(Object.keys(first ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
