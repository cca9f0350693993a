import { assess, type Finding } from '../assess.ts';
import type { Suppression } from '../suppression.ts';
import type { Plan, ResourceChange } from '../terraform/plan-document.ts';
import { resourcesAfter, resourcesBefore } from '../terraform/planned-resources.ts';
import { surfaceOfResources } from '../terraform/surface-of-resources.ts';
import { type EntryPointChange, entryPointChanges } from './entry-point-changes.ts';
import { type PermissionChange, permissionChanges } from './permission-changes.ts';
import { countFates, type Fate, fateOf, isStateful } from './resource-counts.ts';
import { type SettingChange, settingChanges } from './setting-changes.ts';

/** A resource that will be gone, or gone and made anew. */
export type Loss = {
  readonly address: string;
  readonly fate: 'destroy' | 'replace';
  /** True: something is lost for good. */
  readonly stateful: boolean;
  /** Arguments that force the replacement. */
  readonly because: readonly string[];
};

/** What a reader of a pull request has to know of its plan. */
export type PlanReview = {
  readonly counts: Readonly<Record<Fate, number>>;
  readonly losses: readonly Loss[];
  readonly entryPoints: readonly EntryPointChange[];
  readonly permissions: readonly PermissionChange[];
  readonly settings: readonly SettingChange[];
  readonly newFindings: readonly Finding[];
  readonly fixedFindings: readonly Finding[];
  /** Every resource that does not stay as it is. */
  readonly changes: readonly { readonly address: string; readonly fate: Fate }[];
};

/** Reviews a plan by comparing the surface before it with the surface after it. */
export const reviewPlan = (
  plan: Plan,
  { now, suppressions = [] }: { readonly now: Date; readonly suppressions?: readonly Suppression[] },
): PlanReview => {
  const [before, after] = [resourcesBefore(plan), resourcesAfter(plan)].map((resources) =>
    surfaceOfResources(resources),
  );
  if (!before || !after) throw new Error('a plan has two sides');
  const [was, is] = [before, after].map((surface) => assess({ surface, problems: [] }, { now, suppressions }).findings);
  return {
    counts: countFates(plan),
    losses: plan.changes.flatMap(lossOf).toSorted(worstFirst),
    entryPoints: entryPointChanges(before, after),
    permissions: permissionChanges(before, after),
    settings: settingChanges(plan),
    newFindings: without(is ?? [], was ?? []),
    fixedFindings: without(was ?? [], is ?? []),
    changes: plan.changes
      .map((change) => ({ address: change.address, fate: fateOf(change) }))
      .filter(({ fate }) => fate !== 'stay')
      .toSorted(byAddress),
  };
};

/** 1 where something is lost for good or a finding is new. */
export const reviewExitCode = ({ losses, newFindings }: PlanReview): 0 | 1 =>
  losses.some(({ stateful }) => stateful) || newFindings.length > 0 ? 1 : 0;

const lossOf = (change: ResourceChange): readonly Loss[] => {
  const fate = fateOf(change);
  if (fate !== 'destroy' && fate !== 'replace') return [];
  return [{ address: change.address, fate, stateful: isStateful(change), because: change.replacePaths }];
};

const byAddress = (a: { readonly address: string }, b: { readonly address: string }): number =>
  a.address < b.address ? -1 : 1;

const worstFirst = (a: Loss, b: Loss): number =>
  Number(b.stateful) - Number(a.stateful) || (a.fate === b.fate ? byAddress(a, b) : a.fate === 'destroy' ? -1 : 1);

const without = (findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] => {
  const known = new Set(others.map(({ ruleId, subject }) => `${ruleId} ${subject}`));
  return findings.filter(({ ruleId, subject }) => !known.has(`${ruleId} ${subject}`));
};
