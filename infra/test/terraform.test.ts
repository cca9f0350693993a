import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { environments } from '../src/config/environment.ts';
import { functions } from '../src/functions.ts';
import { stackName } from '../src/naming.ts';
import { findProviderMirror } from '../src/provider-mirror.ts';
import { createApp } from '../src/synthesize.ts';
import { temporaryFolder, writtenBundles, writtenPage } from './synthesized-stack.ts';

const mirror = findProviderMirror();
const hasTerraform = spawnSync('terraform', ['version']).status === 0;
const missing = [
  ...(hasTerraform ? [] : ['terraform is not on the PATH']),
  ...(mirror === undefined
    ? ['no folder with registry.terraform.io/hashicorp/aws was found: name it in TF_PLUGIN_MIRROR']
    : []),
];
const skipped = missing.length > 0 && !process.env['CI'];
if (skipped) console.warn(`SKIPPED: the stacks are not checked with Terraform: ${missing.join('; ')}`);

const folder = temporaryFolder();
afterAll(folder.remove);

/** Terraform with a CLI configuration of its own: the provider from the mirror, nothing from the network. */
const terraform = async (cwd: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)('terraform', args, {
    cwd,
    env: {
      ...process.env,
      TF_CLI_CONFIG_FILE: join(folder.path, 'terraformrc'),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    },
  });
  return stdout;
};

const synthesizedFolder = (): string => {
  const outFolder = join(folder.path, 'out');
  createApp({
    outFolder,
    functions,
    bundleOf: writtenBundles(folder.path),
    pageFolder: writtenPage(folder.path),
  }).synth();
  writeFileSync(
    join(folder.path, 'terraformrc'),
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return join(outFolder, 'stacks');
};

test.skipIf(skipped)(
  'Terraform and its AWS provider take all stacks',
  async () => {
    // In CI nothing may be missing.
    expect(missing).toEqual([]);
    const stacks = synthesizedFolder();

    for (const environment of environments) {
      const stack = join(stacks, stackName(environment));
      await terraform(stack, 'init', '-backend=false', '-input=false', '-no-color');
      const verdict = JSON.parse(await terraform(stack, 'validate', '-json'));

      expect(verdict, environment).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    }
  },
  180_000,
);
