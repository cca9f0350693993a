import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Reading, readPlanText } from '@tarotchat/posture';
import { type GateSettings, judgePlan } from '../gate/gate.ts';
import { countChanges, type Plan, parsePlan } from '../terraform/plan.ts';
import type { Terraform, TerraformRun } from '../terraform/terraform.ts';
import { type DriftVerdict, judgeDrift } from './drift.ts';
import { type EmulatorGap, emulatorGaps } from './emulator-gaps.ts';
import type { Progress } from './progress.ts';
import { importOrphans, untaint } from './repair-interrupted.ts';

/** Plans into a file, and reads it as JSON. */
export const plan = async (terraform: Terraform, args: readonly string[] = []): Promise<Plan> =>
  parsePlan(await planText(terraform, args), 'the plan');

/** The JSON of a new plan, which is never written anywhere: it holds secrets. */
const planText = async (terraform: Terraform, args: readonly string[] = []): Promise<string> => {
  await terraform({ args: ['plan', '-out=rehearsal.tfplan', '-no-color', ...args] });
  return (await terraform({ args: ['show', '-json', 'rehearsal.tfplan'], secret: true })).stdout;
};

/** What one apply was: the plan, what the gate said to it, and what a second plan finds. */
export type AppliedPlan = {
  readonly plan: Plan;
  /** The auth surface that the plan shows. */
  readonly planned: Reading;
  readonly refusals: readonly string[];
  readonly drift: DriftVerdict;
};

type ApplySettings = {
  readonly title: string;
  /** The drift that this apply may and has to leave. */
  readonly gaps?: readonly EmulatorGap[];
  /** Stops the first apply at a line of its output, and begins again with a new plan. */
  readonly interruptAt?: (line: string) => boolean;
};

/** The documented way to deploy: plan, gate, apply, plan again. What the gate refuses is not applied. */
export const planAndApply = async (
  { terraform, progress, gate }: { terraform: Terraform; progress: Progress; gate: GateSettings },
  { title, gaps = emulatorGaps, interruptAt }: ApplySettings,
): Promise<AppliedPlan> => {
  const judged = () =>
    progress.step(`${title}: plan and gate`, async () => {
      const text = await planText(terraform);
      const made = parsePlan(text, 'the plan');
      const refusals = judgePlan(made, gate).map(({ line }) => line);
      const planned = readPlanText(text, `the plan of ${title}`);
      return [refusals.length > 0 ? `REFUSED: ${refusals[0]}` : inWords(made), { plan: made, planned, refusals }];
    });
  const first = await judged();
  if (first.refusals.length > 0) return { ...first, drift: { unexplained: [], tolerated: [], stale: [] } };

  if (interruptAt) {
    const again = await beginAgain({ terraform, progress, judged }, { title, planned: first.plan, interruptAt });
    if (again.length > 0) return { ...first, refusals: again, drift: { unexplained: [], tolerated: [], stale: [] } };
  } else {
    await progress.step(`${title}: apply`, async () => {
      const { stdout } = await terraform({ args: applyPlan });
      return [applied(stdout), undefined];
    });
  }
  const drift = await progress.step(`${title}: plan again`, async () => {
    const verdict = judgeDrift(await plan(terraform), gaps);
    return [driftInWords(verdict), verdict];
  });
  return { ...first, drift };
};

const applyPlan = ['apply', '-no-color', 'rehearsal.tfplan'];

const applied = (stdout: string): string => /Apply complete! Resources: (.*)\./.exec(stdout)?.[1] ?? 'done';

type Judged = () => Promise<{ readonly plan: Plan; readonly refusals: readonly string[] }>;

/** Interrupts an apply and does what the runbook says until it is done; gives what the gate refused meanwhile. */
const beginAgain = async (
  { terraform, progress, judged }: { terraform: Terraform; progress: Progress; judged: Judged },
  { title, planned, interruptAt }: { title: string; planned: Plan; interruptAt: (line: string) => boolean },
): Promise<readonly string[]> => {
  const apply = (name: string, run: Partial<TerraformRun>) =>
    progress.step(`${title}: ${name}`, async () => {
      const outcome = await terraform({ args: applyPlan, accepted: [1], ...run });
      return [outcome.exitCode === 0 ? applied(outcome.stdout) : 'stopped half-way', outcome];
    });
  await apply('apply, interrupted', { interruptAt });
  for (const attempt of [1, 2, 3]) {
    await untaint(terraform);
    const { refusals } = await judged();
    if (refusals.length > 0) return refusals;
    const { exitCode, said } = await apply('apply again', attempt === 3 ? { accepted: [] } : {});
    if (exitCode === 0) return [];
    await importOrphans(terraform, { planned, output: said });
  }
  return [];
};

const inWords = (planned: Plan): string =>
  Object.entries(countChanges(planned))
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

const driftInWords = ({ unexplained, tolerated }: DriftVerdict): string =>
  unexplained.length > 0
    ? `DRIFT: ${unexplained.map(({ address, attribute }) => `${address} ${attribute}`).join(', ')}`
    : `nothing to do but for ${tolerated.length} gaps of the emulator`;

/** Every id in the state by its address, to see that none changes. */
export const idsOf = (stack: string): ReadonlyMap<string, string> => {
  const state = JSON.parse(readFileSync(join(stack, 'rehearsal.tfstate'), 'utf8'));
  const ids = new Map<string, string>();
  for (const { mode, type, name, instances } of state.resources ?? [])
    for (const { attributes } of instances) if (mode === 'managed') ids.set(`${type}.${name}`, String(attributes.id));
  return ids;
};

/** What is wrong with an apply, a line each. */
export const problemsOf = (title: string, { refusals, drift }: AppliedPlan): readonly string[] => [
  ...refusals.map((line) => `${title}: ${line}`),
  ...drift.unexplained.map(
    ({ address, attribute }) => `${title}: a second plan would change ${attribute} of ${address}`,
  ),
  ...drift.stale.map(
    ({ type, attribute }) => `${title}: the emulator's gap ${type}.${attribute} is no longer met: take it off the list`,
  ),
];
