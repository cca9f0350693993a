import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { fixtureFunctions } from './fixture-functions.ts';
import { fixtureStack } from './fixture-stack.ts';

/** A fixture on disk. */
export type FixtureFolders = {
  readonly stackFolder: string;
  readonly webFolder: string;
  readonly remove: () => Promise<void>;
};

/** Writes the stack, its bundles and a page into a temporary folder. */
export const writeFixture = async (stack: object = fixtureStack): Promise<FixtureFolders> => {
  const folder = await mkdtemp(join(tmpdir(), 'local-fixture-'));
  const webFolder = join(folder, 'web');
  await mkdir(webFolder);
  await writeFile(join(webFolder, 'login_test.html'), '<!doctype html><title>fixture</title>');
  await writeFile(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
  for (const [name, source] of Object.entries(fixtureFunctions)) {
    const bundle = join(folder, 'assets', name);
    await mkdir(bundle, { recursive: true });
    await writeFile(join(bundle, 'function.zip'), zipSync({ 'index.js': strToU8(source) }));
  }
  return { stackFolder: folder, webFolder, remove: () => rm(folder, { recursive: true, force: true }) };
};
