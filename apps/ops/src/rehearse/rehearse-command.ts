import { parseArgs } from 'node:util';
import { type Environment, environments } from '@tarotchat/infra';
import { type Command, type CommandResult, misuse } from '../command.ts';
import { Stop } from '../stop.ts';
import { startProgress } from './progress.ts';
import { rehearseAdoption } from './rehearse-adoption.ts';
import { rehearseEnvironment } from './rehearse-environment.ts';
import { rehearsalReport } from './report.ts';
import { secretsIn, setStage } from './stage.ts';

const usage = `pnpm rehearse [dev|prod|local]    makes the environment in an emulator, plans again, destroys it
pnpm rehearse prod --adopt        builds the live system in an emulator, adopts it, cuts over, rolls back

  --port PORT   of the emulator; a free one otherwise
  --keep        leaves emulator and folder as they are at the end
  --verbose     shows what Terraform says; a file has it otherwise

Exit code: 0 passed, 1 failed, 2 not begun.`;

const options = {
  adopt: { type: 'boolean', default: false },
  port: { type: 'string' },
  keep: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Wanted = {
  readonly environment: Environment;
  readonly adopt: boolean;
  readonly keep: boolean;
  readonly verbose: boolean;
  readonly port?: number;
};

/** `rehearse`: the deployment of an environment with the real Terraform, against an emulator. */
export const rehearseCommand: Command = async (args, world) => {
  const wanted = parse(args);
  if ('exitCode' in wanted) return wanted;
  const { environment, adopt, keep, verbose, port } = wanted;
  const stage = await setStage({
    ...(port !== undefined && { port }),
    ...(verbose && { echo: (text: string) => void process.stderr.write(text) }),
  });
  const cleanUp = () => void stage.end().then(() => process.exit(130));
  process.once('SIGINT', cleanUp);
  world.say(`Rehearsal of ${environment}${adopt ? ', adopting the live system' : ''} on ${stage.emulator.url}`);
  const progress = startProgress(world.say, Date.now);
  let kept = keep;
  try {
    const play = adopt ? rehearseAdoption : rehearseEnvironment(environment);
    const result = await play({ stage, progress, keep });
    const leaks = secretsIn(stage.logFile, stage.secrets).map(() => 'a secret stands in what Terraform said');
    const problems = [...result.problems, ...leaks];
    return {
      exitCode: problems.length === 0 ? 0 : 1,
      output: rehearsalReport(progress.steps, { ...result, problems }),
    };
  } catch (error) {
    // What Terraform said is needed to understand it.
    kept ||= error instanceof Stop && error.code === 'TERRAFORM_FAILED';
    throw error;
  } finally {
    process.off('SIGINT', cleanUp);
    if (keep)
      world.say(
        `The emulator goes on at ${stage.emulator.url} (process ${stage.emulator.pid}); folder ${stage.folder}`,
      );
    await stage.end({ emulator: keep, folder: kept });
  }
};

const parse = (args: readonly string[]): Wanted | CommandResult => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { exitCode: 0, output: `${usage}\n` };
    const [name = values.adopt ? 'prod' : 'dev', ...more] = positionals;
    const environment = environments.find((known) => known === name);
    if (!environment || more.length > 0)
      return misuse(`there is no environment "${positionals.join(' ')}": use one of ${environments.join(', ')}`);
    if (values.adopt && environment !== 'prod')
      return misuse(`${environment} has no live system: only prod is adopted`);
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
      return misuse(`"${values.port}" is no port`);
    const { adopt, keep, verbose } = values;
    return { environment, adopt, keep, verbose, ...(port !== undefined && { port }) };
  } catch (error) {
    return misuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'these arguments are not understood');
  }
};
