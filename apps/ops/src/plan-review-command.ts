import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readPlan, renderReview, reviewExitCode, reviewPlan } from '@tarotchat/posture';
import { type Command, misuse } from './command.ts';
import { readSuppressions } from './suppressions-file.ts';

const usage = `pnpm plan:review PLAN.json [--name STACK] [--suppressions FILE]

PLAN.json is what terraform show -json PLAN writes. The output is a Markdown comment for a pull request; its hidden
first line carries STACK, so that a later run updates the same comment.

Exit code: 0 nothing is lost, 1 something stateful is destroyed or a finding is new, 2 the plan could not be read.`;

const options = {
  name: { type: 'string', default: 'tarotchat' },
  suppressions: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** `plan-review`: what a plan means, as a comment. */
export const planReviewCommand: Command = async (args, { folder, now }) => {
  const parsed = parse(args);
  if (parsed.kind === 'problem') return misuse(`${parsed.problem}\n\n${usage}`);
  const { values, positionals } = parsed;
  if (values.help) return { exitCode: 0, output: `${usage}\n` };
  const [path] = positionals;
  if (path === undefined) return misuse(`name the plan\n\n${usage}`);

  const suppressions = readSuppressions(folder, values.suppressions);
  if (suppressions.kind === 'problem') return misuse(suppressions.problem);
  const file = readPlan(resolve(folder, path));
  if (file.kind === 'problem') return misuse(`${path}: ${file.problem}`);

  const review = reviewPlan(file.plan, { now, suppressions: suppressions.suppressions });
  return { exitCode: reviewExitCode(review), output: renderReview(review, values.name) };
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
