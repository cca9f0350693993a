import { App } from 'cdktf';
import { type BundleOf, requireBundle } from './bundle.ts';
import { configsWith } from './config/configs-with.ts';
import type { EnvironmentConfig } from './config/environment.ts';
import { EnvironmentStack } from './environment-stack.ts';
import type { FunctionDeclarations } from './functions.ts';
import { builtPage } from './page.ts';

/** What the program is made of, so that tests can give other parts. */
export type Sources = {
  /** Folder for `stacks/<stack>/cdk.tf.json` and manifest.json. */
  readonly outFolder: string;
  readonly functions: FunctionDeclarations;
  readonly bundleOf: BundleOf;
  /** The built page, for the environments that host it. */
  readonly pageFolder?: string;
  readonly environments?: readonly EnvironmentConfig[];
};

/**
 * Builds the stacks; `synth()` of the result writes them.
 *
 * @throws MissingBundle
 */
export const createApp = ({
  outFolder,
  functions,
  bundleOf,
  pageFolder = builtPage,
  environments = Object.values(configsWith()),
}: Sources): App => {
  const app = new App({ outdir: outFolder });
  for (const config of environments)
    new EnvironmentStack(app, { config, functions, bundleOf: requireBundle(bundleOf), pageFolder });
  return app;
};
