#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Zippable, zipSync } from 'fflate';

/** Credential providers that the SDK reaches only without the credentials that Lambda puts in the environment. */
const unusedInLambda = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * Bundles src/main.ts of the app in `appFolder` into dist/function.zip, whose index.js exports `handler`.
 * The same sources give the same bytes: fixed dates, no paths, no comments. The settings are the ones that
 * cold-start fastest: see docs/adr/0006-bundles.md.
 */
const bundle = async (appFolder: string): Promise<void> => {
  const result = await build({
    absWorkingDir: appFolder,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/index.js',
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: unusedInLambda,
    // Without it the SDK's `import('node:http')` pulls undici in: 45 ms of each cold start.
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error('esbuild wrote nothing');

  // fflate writes local time: a date built from local parts is the same bytes in every time zone.
  const entry: Zippable = {
    'index.js': [output.contents, { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o644 << 16 }],
  };
  const dist = join(appFolder, 'dist');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await writeFile(join(dist, 'function.zip'), zipSync(entry));
};

await bundle(process.cwd());
