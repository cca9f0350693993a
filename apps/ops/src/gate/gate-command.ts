import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { adoptedAddresses, type Environment, environments, InvalidAdoption, readAdoption } from '@tarotchat/infra';
import { type Command, type CommandResult, misuse } from '../command.ts';
import { countChanges, parsePlan } from '../terraform/plan.ts';
import { type GateSettings, judgePlan } from './gate.ts';

const usage = `terraform show -json plan.bin | pnpm --silent gate ENVIRONMENT -
pnpm gate ENVIRONMENT PLAN.json

  --allow ADDRESS   of what may be destroyed or replaced after all; may be given again
  --fresh           the environment is made from nothing although it is one that has a live system

A plan as JSON holds secrets: better not to write it to a file.
Exit code: 0 may be applied, 2 refused or not understood.`;

const options = {
  allow: { type: 'string', multiple: true },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `gate`: the last look at a plan before it is applied. */
export const gateCommand: Command = async (args, { folder }) => {
  const parsed = parse(args);
  if ('exitCode' in parsed) return parsed;
  const { environment, file, allow, fresh } = parsed;
  const path = file === '-' ? 0 : resolve(folder, file);
  if (path !== 0 && !existsSync(path)) return misuse(`there is no file ${file}`);

  try {
    const plan = parsePlan(readFileSync(path, 'utf8'), file === '-' ? 'standard input' : file);
    const refusals = judgePlan(plan, settingsOf(environment, { allow, fresh }));
    if (refusals.length > 0) return misuse(refusals.map(({ line }) => `refused: ${line}`).join('\n'));
    const counts = Object.entries(countChanges(plan)).map(([what, count]) => `${count} ${what}`);
    return { exitCode: 0, output: `The plan of ${environment} may be applied: ${counts.join(', ')}.\n` };
  } catch (error) {
    if (error instanceof InvalidAdoption) return misuse(error.message);
    throw error;
  }
};

const settingsOf = (
  environment: Environment,
  { allow, fresh }: { readonly allow: readonly string[]; readonly fresh: boolean },
): GateSettings => {
  const adoption = readAdoption(environment, process.env['ADOPTION_FILE']);
  return {
    environment,
    adopted: adoption ? adoptedAddresses(environment, adoption.live) : new Set(),
    allowed: new Set(allow),
    mustBeAdopted: adoption !== undefined && !fresh,
  };
};

type Wanted = {
  readonly environment: Environment;
  readonly file: string;
  readonly allow: readonly string[];
  readonly fresh: boolean;
};

const parse = (args: readonly string[]): Wanted | CommandResult => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { exitCode: 0, output: `${usage}\n` };
    const [name, file] = positionals;
    if (name === undefined || file === undefined) return misuse(`say which environment and which plan\n\n${usage}`);
    const environment = environments.find((known) => known === name);
    if (!environment) return misuse(`there is no environment "${name}": use one of ${environments.join(', ')}`);
    return { environment, file, allow: values.allow ?? [], fresh: values.fresh };
  } catch (error) {
    return misuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'these arguments are not understood');
  }
};
