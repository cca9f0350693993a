import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type GateSettings, judgePlan, statefulTypes } from '../gate/gate.ts';
import { countChanges, type Plan, parsePlan } from '../terraform/plan.ts';
import type { Terraform } from '../terraform/terraform.ts';
import { type DriftVerdict, judgeDrift } from './drift.ts';
import type { Progress } from './progress.ts';

/** Plans into a file, and reads it as JSON, which is never written anywhere: it holds secrets. */
export const plan = async (terraform: Terraform, args: readonly string[] = []): Promise<Plan> => {
  await terraform({ args: ['plan', '-out=rehearsal.tfplan', '-no-color', ...args] });
  const { stdout } = await terraform({ args: ['show', '-json', 'rehearsal.tfplan'], secret: true });
  return parsePlan(stdout, 'the plan');
};

/** What one apply was: the plan, what the gate said to it, and what a second plan finds. */
export type AppliedPlan = {
  readonly plan: Plan;
  readonly refusals: readonly string[];
  readonly drift: DriftVerdict;
};

/**
 * The documented way to deploy: plan, gate, apply, plan again. What the gate refuses is not applied.
 *
 * @param interruptAt - stops the first apply at a line of its output, and begins again with a new plan.
 */
export const planAndApply = async (
  { terraform, progress, gate }: { terraform: Terraform; progress: Progress; gate: GateSettings },
  { title, interruptAt }: { readonly title: string; readonly interruptAt?: (line: string) => boolean },
): Promise<AppliedPlan> => {
  const judged = () =>
    progress.step(`${title}: plan and gate`, async () => {
      const planned = await plan(terraform);
      const refusals = judgePlan(planned, gate).map(({ line }) => line);
      return [refusals.length > 0 ? `REFUSED: ${refusals[0]}` : inWords(planned), { plan: planned, refusals }];
    });
  const first = await judged();
  if (first.refusals.length > 0) return { ...first, drift: { unexplained: [], tolerated: [], stale: [] } };

  if (interruptAt) {
    await progress.step(`${title}: apply, interrupted`, async () => {
      const { exitCode } = await terraform({
        args: ['apply', '-no-color', 'rehearsal.tfplan'],
        accepted: [1],
        interruptAt,
      });
      return [exitCode === 0 ? 'it was done before the interruption' : 'stopped half-way', undefined];
    });
    await untaintStateful(terraform);
    const again = await judged();
    if (again.refusals.length > 0) return { ...again, drift: { unexplained: [], tolerated: [], stale: [] } };
  }
  await progress.step(`${title}: apply`, async () => {
    const { stdout } = await terraform({ args: ['apply', '-no-color', 'rehearsal.tfplan'] });
    return [/Apply complete! Resources: (.*)\./.exec(stdout)?.[1] ?? 'done', undefined];
  });
  const drift = await progress.step(`${title}: plan again`, async () => {
    const verdict = judgeDrift(await plan(terraform));
    return [driftInWords(verdict), verdict];
  });
  return { ...first, drift };
};

const inWords = (planned: Plan): string =>
  Object.entries(countChanges(planned))
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

const driftInWords = ({ unexplained, tolerated }: DriftVerdict): string =>
  unexplained.length > 0
    ? `DRIFT: ${unexplained.map(({ address, attribute }) => `${address} ${attribute}`).join(', ')}`
    : `nothing to do but for ${tolerated.length} gaps of the emulator`;

/**
 * What was being made when the apply was interrupted counts as broken: Terraform would make it anew. Of what is stateful
 * the runbook says to keep it.
 */
const untaintStateful = async (terraform: Terraform): Promise<void> => {
  const { stdout } = await terraform({ args: ['show', '-json'], secret: true });
  for (const address of taintedIn(stdout)) await terraform({ args: ['untaint', address] });
};

const stateSchema = z.object({
  values: z.optional(
    z.object({
      root_module: z.object({
        resources: z._default(
          z.array(z.object({ address: z.string(), type: z.string(), tainted: z.optional(z.boolean()) })),
          [],
        ),
      }),
    }),
  ),
});

const taintedIn = (state: string): readonly string[] =>
  (z.parse(stateSchema, JSON.parse(state)).values?.root_module.resources ?? [])
    .filter(({ type, tainted }) => tainted === true && statefulTypes.has(type))
    .map(({ address }) => address);

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
