import { adoptCommand } from './adopt/adopt-command.ts';
import { type Command, misuse } from './command.ts';
import { gateCommand } from './gate/gate-command.ts';
import { planReviewCommand } from './plan-review-command.ts';
import { postureCommand } from './posture-command.ts';
import { rehearseCommand } from './rehearse/rehearse-command.ts';
import { Stop } from './stop.ts';

const commands: Readonly<Record<string, Command>> = {
  posture: postureCommand,
  'plan-review': planReviewCommand,
  rehearse: rehearseCommand,
  gate: gateCommand,
  adopt: adoptCommand,
};

const [name = '', ...args] = process.argv.slice(2);
const { stdout, env } = process;

const run = async () => {
  const command = commands[name];
  if (!command) return misuse(`say what to do: ${Object.keys(commands).join(', ')}`);
  try {
    return await command(args, {
      now: new Date(),
      // pnpm runs scripts at the root; paths are meant from where the person stands.
      folder: env['INIT_CWD'] ?? process.cwd(),
      columns: stdout.columns ?? 100,
      // https://no-color.org: any value but the empty one.
      color: stdout.isTTY === true && !env['NO_COLOR'],
      say: (line) => console.error(line),
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { exitCode: error.exitCode, output: '', complaint: error.message };
  }
};

const result = await run();
if (result.complaint !== undefined) console.error(result.complaint);
stdout.write(result.output);
process.exitCode = result.exitCode;
