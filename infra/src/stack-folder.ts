import { join } from 'node:path';
import { parseEnvironment } from './config/environment.ts';
import { stackName } from './naming.ts';

/** Where synth writes, unless cdktf's CLI asks for another folder. */
export const outFolder = join(import.meta.dirname, '..', 'cdktf.out');

/** The program that synthesizes; CDKTF_OUTDIR and ADOPTION_FILE change where to and what from. */
export const synthProgram = join(import.meta.dirname, 'main.ts');

/**
 * Absolute path of the folder with the synthesized `cdk.tf.json` of an environment, and the bundles beside it.
 *
 * @throws Error for an unknown environment, naming the known ones.
 */
export const stackFolder = (environment: string): string =>
  join(outFolder, 'stacks', stackName(parseEnvironment(environment)));
