import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidAdoption } from './adoption/adoption.ts';
import { builtBundle, MissingBundle } from './bundle.ts';
import { configsWith } from './config/configs-with.ts';
import { environments } from './config/environment.ts';
import { functions } from './functions.ts';
import { stackName } from './naming.ts';
import { outFolder } from './stack-folder.ts';
import { createApp } from './synthesize.ts';

// cdktf's CLI names the folder; without it the result is the same, at the same place.
const target = process.env['CDKTF_OUTDIR'] ?? outFolder;

try {
  // A rehearsal names the adoption file of its own live system.
  const configs = Object.values(configsWith(process.env['ADOPTION_FILE']));
  const app = createApp({ outFolder: target, functions, bundleOf: builtBundle, environments: configs });
  // Bundles of functions that are gone must not stay. What Terraform keeps beside them does.
  for (const environment of environments) {
    rmSync(join(target, 'stacks', stackName(environment), 'assets'), { recursive: true, force: true });
  }
  app.synth();
} catch (error) {
  if (!(error instanceof MissingBundle || error instanceof InvalidAdoption)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
