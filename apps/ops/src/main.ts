import { type Command, misuse } from './command.ts';
import { planReviewCommand } from './plan-review-command.ts';
import { postureCommand } from './posture-command.ts';

const commands: Readonly<Record<string, Command>> = {
  posture: postureCommand,
  'plan-review': planReviewCommand,
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
const { stdout, env } = process;

const result = command
  ? await command(args, {
      now: new Date(),
      // pnpm runs scripts at the root; paths are meant from where the person stands.
      folder: env['INIT_CWD'] ?? process.cwd(),
      columns: stdout.columns ?? 100,
      // https://no-color.org: any value but the empty one.
      color: stdout.isTTY === true && !env['NO_COLOR'],
    })
  : misuse(`say what to do: ${Object.keys(commands).join(', ')}`);

if (result.complaint !== undefined) console.error(result.complaint);
stdout.write(result.output);
process.exitCode = result.exitCode;
