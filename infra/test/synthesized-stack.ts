import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TerraformResource } from 'cdktf';
import type { BundleOf } from '../src/bundle.ts';
import { configs } from '../src/config/configs.ts';
import { checkConfig, type Environment, type EnvironmentConfig } from '../src/config/environment.ts';
import { type FunctionDeclarations, functions } from '../src/functions.ts';
import { stackName } from '../src/naming.ts';
import { createApp } from '../src/synthesize.ts';

/** Any value of the synthesized JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** One resource, its arguments by name. */
export type ResourceJson = { readonly [argument: string]: Json };

/** What the tests look at in cdk.tf.json. */
export type StackJson = {
  readonly terraform: { readonly [key: string]: Json };
  readonly provider: { readonly aws: readonly ResourceJson[] };
  readonly resource: { readonly [type: string]: { readonly [id: string]: ResourceJson } };
  readonly variable: { readonly [name: string]: ResourceJson };
  readonly output: { readonly [name: string]: { readonly value: Json } };
  readonly import?: readonly { readonly to: string; readonly id: string }[];
};

export type SynthesisChanges = {
  readonly functions?: FunctionDeclarations;
  readonly config?: Partial<EnvironmentConfig>;
  /** Changes a resource before synthesis, found by its address such as `aws_lambda_function.connect`. */
  readonly override?: { readonly address: string; readonly argument: string; readonly value: Json };
};

/** A temporary folder that `remove` empties. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'tarotchat-infra-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** Small stand-ins for the built bundles: these tests are about the description, not about the code. */
export const writtenBundles =
  (folder: string): BundleOf =>
  (app) => {
    const path = join(folder, 'bundles', app, 'function.zip');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `bundle of ${app}`);
    return path;
  };

/** A small stand-in for the built page. */
export const writtenPage = (folder: string): string => {
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  for (const name of ['index.html', 'login_test.html', 'favicon.svg', 'assets/index-B1a2_3c4.js', 'assets/a-0.css']) {
    writeFileSync(join(page, name), `content of ${name}`);
  }
  return page;
};

/** The file that `pnpm synth` writes for an environment, or would write for another configuration of it, parsed. */
export const synthesizedStack = (
  wanted: Environment | EnvironmentConfig,
  changes: SynthesisChanges = {},
): StackJson => {
  const config = typeof wanted === 'string' ? configs[wanted] : wanted;
  const folder = temporaryFolder();
  try {
    const app = createApp({
      outFolder: join(folder.path, 'out'),
      functions: changes.functions ?? functions,
      bundleOf: writtenBundles(folder.path),
      pageFolder: writtenPage(folder.path),
      environments: [checkConfig({ ...config, ...changes.config })],
    });
    if (changes.override)
      resourceAt(app, changes.override.address).addOverride(changes.override.argument, changes.override.value);
    app.synth();
    return readStack(join(folder.path, 'out'), config.environment);
  } finally {
    folder.remove();
  }
};

/** Parses the cdk.tf.json of an environment in an output folder. */
export const readStack = (outFolder: string, environment: Environment): StackJson =>
  JSON.parse(readFileSync(join(outFolder, 'stacks', stackName(environment), 'cdk.tf.json'), 'utf8'));

/** One resource by its address; fails the test where it is missing. */
export const resource = (stack: StackJson, address: string): ResourceJson => {
  const [type = '', id = ''] = address.split('.');
  const found = stack.resource[type]?.[id];
  if (!found) throw new Error(`there is no ${address}`);
  return found;
};

/** All resources of a type, with their ids. */
export const resourcesOf = (stack: StackJson, type: string): readonly (readonly [string, ResourceJson])[] =>
  Object.entries(stack.resource[type] ?? {});

/** All resources of all stacks, as constructs. */
export const resourcesIn = (app: ReturnType<typeof createApp>): readonly TerraformResource[] =>
  app.node.findAll().filter((construct) => construct instanceof TerraformResource);

/** `aws_lambda_function.connect` (cdktf's own `fqn` is a token). */
export const addressOf = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

const resourceAt = (app: ReturnType<typeof createApp>, address: string): TerraformResource => {
  const found = resourcesIn(app).find((resource) => addressOf(resource) === address);
  if (!found) throw new Error(`there is no ${address}`);
  return found;
};
