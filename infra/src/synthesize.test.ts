import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  addressOf,
  readStack,
  resourcesIn,
  synthesizedStack,
  temporaryFolder,
  writtenBundles,
  writtenPage,
} from '../test/synthesized-stack.ts';
import { codeSha256, MissingBundle } from './bundle.ts';
import { environments } from './config/environment.ts';
import { functions } from './functions.ts';
import { createApp } from './synthesize.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const filesUnder = (path: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(path.length), readFileSync(file, 'utf8')]),
  );

const synthesizeInto = (name: string): string => {
  const outFolder = join(folder.path, name);
  const sources = join(folder.path, `sources-${name}`);
  createApp({
    outFolder,
    functions,
    bundleOf: writtenBundles(sources),
    pageFolder: writtenPage(sources),
  }).synth();
  return outFolder;
};

test('the same sources give the same bytes, wherever they are written', () => {
  const first = filesUnder(synthesizeInto('first'));
  const second = filesUnder(synthesizeInto('second'));

  expect(Object.keys(first).filter((file) => file.endsWith('cdk.tf.json'))).toHaveLength(environments.length);
  expect(second).toEqual(first);
});

test('the output holds no path of this machine', () => {
  const files = filesUnder(synthesizeInto('paths'));

  for (const [name, text] of Object.entries(files)) {
    expect(text, name).not.toContain(folder.path);
    expect(text, name).not.toContain(process.cwd());
  }
});

test('each bundle lies beside its stack and is named with its hash', () => {
  const outFolder = synthesizeInto('bundles');

  for (const environment of environments) {
    const lambdas = Object.entries(readStack(outFolder, environment).resource['aws_lambda_function'] ?? {});
    expect(lambdas).toHaveLength(Object.keys(functions).length);
    for (const [id, lambda] of lambdas) {
      const bundle = join(outFolder, 'stacks', `tarotchat-${environment}`, String(lambda['filename']));
      expect(readFileSync(bundle, 'utf8')).toBe(`bundle of ${id}`);
      expect(lambda['source_code_hash']).toBe(codeSha256(bundle));
    }
  }
});

test('a missing bundle is named, with the command that builds it', () => {
  const bundleOf = writtenBundles(folder.path);
  rmSync(bundleOf('reply'));

  const synthesize = () =>
    createApp({
      outFolder: join(folder.path, 'missing'),
      functions,
      pageFolder: writtenPage(folder.path),
      bundleOf: (app) => (app === 'reply' ? join(folder.path, 'nowhere.zip') : bundleOf(app)),
    });

  expect(synthesize).toThrow(MissingBundle);
  expect(synthesize).toThrow('the bundle of apps/reply is missing: run pnpm build');
});

test('no two resources share an address, so none is lost in the output', () => {
  const app = createApp({
    outFolder: join(folder.path, 'ids'),
    functions,
    bundleOf: writtenBundles(folder.path),
    pageFolder: writtenPage(folder.path),
  });
  const addresses = resourcesIn(app).map((resource) => `${resource.cdktfStack.node.id}/${addressOf(resource)}`);

  expect(addresses.length).toBeGreaterThan(300);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('a function is addressed by the folder of its app', () => {
  expect(Object.keys(synthesizedStack('dev').resource['aws_lambda_function'] ?? {}).toSorted()).toEqual(
    Object.keys(functions).toSorted(),
  );
});
