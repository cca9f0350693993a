import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Assessment,
  assess,
  exitCodeOf,
  jsonReport,
  markdownReport,
  mergeAssessments,
  type Reading,
  readCliFolder,
  readPlanFile,
  readSynthFolder,
  rulesDocument,
  sarifReport,
  terminalReport,
} from '@tarotchat/posture';
import { readAws } from '@tarotchat/posture/aws';
import { type Command, type CommandWorld, misuse } from './command.ts';
import { readSuppressions } from './suppressions-file.ts';

const usage = `pnpm posture --from cli DIR      saved AWS CLI answers, <service>-<command>[.<name>].json
pnpm posture --from aws          the live account, with the credentials of the environment
pnpm posture --from plan FILE    terraform show -json PLAN > FILE
pnpm posture --from synth DIR    the cdk.tf.json of one stack or of several

  --format terminal|markdown|json|sarif
  --suppressions FILE            instead of apps/ops/posture-suppressions.json
  --region, --pool-region        of the APIs and of the user pool (aws)
  --match NAME                   only what has this in its name; "" for everything (aws)
  --list-rules                   all rules, as docs/posture-rules.md

Exit code: 0 clean, 1 findings, 2 something could not be read.`;

const options = {
  from: { type: 'string' },
  format: { type: 'string', default: 'terminal' },
  suppressions: { type: 'string' },
  region: { type: 'string', default: 'us-east-1' },
  'pool-region': { type: 'string', default: 'ap-northeast-2' },
  match: { type: 'string', default: 'tarotchat' },
  'list-rules': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `posture`: reads an auth surface, judges it, reports. */
export const postureCommand: Command = async (args, world) => {
  const parsed = parse(args);
  if (parsed.kind === 'problem') return misuse(`${parsed.problem}\n\n${usage}`);
  const { values, positionals } = parsed;
  if (values.help) return { exitCode: 0, output: `${usage}\n` };
  if (values['list-rules']) return { exitCode: 0, output: rulesDocument() };

  const report = Object.hasOwn(reports, values.format) ? reports[values.format] : undefined;
  if (!report) return misuse(`there is no format "${values.format}": use ${Object.keys(reports).join(', ')}`);
  const read = values.from !== undefined && Object.hasOwn(readers, values.from) ? readers[values.from] : undefined;
  if (!read) return misuse(`say where to read from\n\n${usage}`);
  const [path] = positionals;
  if (values.from !== 'aws' && path === undefined) return misuse(`--from ${values.from} needs a path\n\n${usage}`);
  const suppressions = readSuppressions(world.folder, values.suppressions);
  if (suppressions.kind === 'problem') return misuse(suppressions.problem);

  const readings = await read(resolve(world.folder, path ?? '.'), values);
  const assessment = mergeAssessments(
    readings.map(({ name, reading }) => ({
      name,
      assessment: assess(reading, { now: world.now, suppressions: suppressions.suppressions }),
    })),
  );
  const source = path === undefined ? `${values.region} and ${values['pool-region']}` : path;
  return {
    exitCode: exitCodeOf(assessment),
    output: report(assessment, `Posture of ${source} (${values.from})`, world),
  };
};

const parse = (args: readonly string[]) => {
  try {
    return { kind: 'parsed', ...parseArgs({ args: [...args], options, allowPositionals: true }) } as const;
  } catch (error) {
    return {
      kind: 'problem',
      problem: error instanceof Error ? error.message : 'these arguments are not understood',
    } as const;
  }
};

type Named = { readonly name: string; readonly reading: Reading };
type ReaderOptions = { readonly region: string; readonly 'pool-region': string; readonly match: string };

const readers: Readonly<Record<string, (path: string, options: ReaderOptions) => Promise<readonly Named[]>>> = {
  cli: async (path) => [{ name: path, reading: readCliFolder(path) }],
  plan: async (path) => [{ name: path, reading: readPlanFile(path) }],
  synth: async (path) => readSynthFolder(path).map(({ stack, reading }) => ({ name: stack, reading })),
  aws: async (_path, { region, 'pool-region': poolRegion, match }) => [
    { name: region, reading: await readAws({ apiRegion: region, poolRegion, match }) },
  ],
};

const reports: Readonly<Record<string, (assessment: Assessment, title: string, world: CommandWorld) => string>> = {
  terminal: (assessment, title, { color, columns }) => terminalReport(assessment, { color, columns, title }),
  markdown: markdownReport,
  json: jsonReport,
  sarif: sarifReport,
};
