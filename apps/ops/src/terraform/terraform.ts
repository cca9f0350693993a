import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProviderMirror } from '@tarotchat/infra';
import { Stop } from '../stop.ts';

/** Where Terraform works and where its own words go. */
export type TerraformSettings = {
  /** Folder with cdk.tf.json. */
  readonly folder: string;
  readonly logFile: string;
  /** Variables and credentials; never on a command line, where every process of the machine could read them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Also gets Terraform's words, as they come. */
  readonly echo?: (text: string) => void;
};

/** One run of the command: `heard` is told each line of standard output and may ask for an end. */
export type TerraformRun = {
  readonly args: readonly string[];
  /** Exit codes that are no failure: `plan -detailed-exitcode` gives 2 where there is something to do. */
  readonly accepted?: readonly number[];
  /** Keeps standard output out of the log: a plan as JSON holds secrets. */
  readonly secret?: boolean;
  /** True asks Terraform to stop after what it is doing, as Ctrl-C does. */
  readonly interruptAt?: (line: string) => boolean;
};

type TerraformOutcome = {
  readonly exitCode: number;
  readonly stdout: string;
  /** Everything that went to the log: without the standard output of a secret run. */
  readonly said: string;
};
export type Terraform = (run: TerraformRun) => Promise<TerraformOutcome>;

/** Lines with which this machine lacks Terraform or the provider; empty where all is there. */
export const missingTerraform = (): Stop | undefined => {
  if (spawnSync('terraform', ['version']).status !== 0)
    return new Stop('MISSING_TERRAFORM', 'terraform is not on the PATH: install Terraform 1.11');
  if (findProviderMirror() !== undefined) return undefined;
  return new Stop(
    'MISSING_PROVIDER',
    'no folder holds registry.terraform.io/hashicorp/aws: name the plugin mirror in TF_PLUGIN_MIRROR',
  );
};

/**
 * The real Terraform, its provider from the mirror on this machine.
 *
 * @throws Stop `TERRAFORM_FAILED` with the first error that Terraform names.
 */
export const terraformIn = (settings: TerraformSettings): Terraform => {
  const { folder } = settings;
  const configFile = join(folder, 'mirror.terraformrc');
  const path = JSON.stringify(findProviderMirror());
  writeFileSync(configFile, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  return async (run) => {
    const outcome = await runOnce({ ...settings, environment: { ...settings.environment, ...quiet(configFile) } }, run);
    if ([0, ...(run.accepted ?? [])].includes(outcome.exitCode)) return outcome;
    const [verb = ''] = run.args;
    throw new Stop(
      'TERRAFORM_FAILED',
      `terraform ${verb} failed: ${firstError(outcome.said)} (the whole of it: ${settings.logFile})`,
    );
  };
};

const quiet = (configFile: string): Record<string, string> => ({
  TF_CLI_CONFIG_FILE: configFile,
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  CHECKPOINT_DISABLE: '1',
});

const runOnce = ({ folder, logFile, environment, echo }: TerraformSettings, run: TerraformRun) =>
  new Promise<TerraformOutcome>((resolve, reject) => {
    const log = createWriteStream(logFile, { flags: 'a' });
    log.write(`\n$ terraform ${run.args.join(' ')}\n`);
    const child = spawn('terraform', [...run.args], { cwd: folder, env: { ...process.env, ...environment } });
    let stdout = '';
    let said = '';
    let interrupted = false;
    const hear = (text: string) => {
      said += text;
      log.write(text);
      echo?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (!run.secret) hear(text);
      if (!interrupted && run.interruptAt && text.split('\n').some(run.interruptAt)) {
        interrupted = true;
        child.kill('SIGINT');
      }
    });
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      log.end();
      resolve({ exitCode: code ?? 1, stdout, said });
    });
  });

/** The sentence after Terraform's first `Error:`, without its frame. */
const firstError = (output: string): string =>
  /Error: ([^\n]+)((?:\n[│ ]+[^\n]*){0,6})/
    .exec(output)?.[0]
    .replaceAll(/[│\n]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() ?? 'it said nothing of why';
