import type { Plan, ResourceChange } from '../terraform/plan.ts';
import type { EmulatorGap } from './emulator-gaps.ts';

/** An attribute that the second plan would change although nothing was changed. */
type Drift = { readonly address: string; readonly attribute: string };

export type DriftVerdict = {
  /** What no gap explains: the stack does not settle. */
  readonly unexplained: readonly Drift[];
  readonly tolerated: readonly EmulatorGap[];
  /** Entries that nothing needed: they have to go. */
  readonly stale: readonly EmulatorGap[];
};

/** Judges a plan that should be empty; `expected` are the gaps that this rehearsal has to meet. */
export const judgeDrift = (plan: Plan, expected: readonly EmulatorGap[]): DriftVerdict => {
  const drifts = plan.resource_changes.flatMap((change) =>
    driftOf(change).map((drift) => ({ ...drift, type: change.type })),
  );
  const explains = (gap: EmulatorGap, { type, attribute }: Drift & { type: string }) =>
    gap.type === type && gap.attribute === attribute;
  // A gap is met only where the stack has such a resource: not every environment has a distribution.
  const met = expected.filter((gap) => plan.resource_changes.some(({ type }) => type === gap.type));
  const tolerated = met.filter((gap) => drifts.some((drift) => explains(gap, drift)));
  return {
    unexplained: drifts
      .filter((drift) => !tolerated.some((gap) => explains(gap, drift)))
      .map(({ address, attribute }) => ({ address, attribute })),
    tolerated,
    stale: met.filter((gap) => !tolerated.includes(gap)),
  };
};

/** The top-level attributes that would change; a creation or destruction is drift as a whole. */
const driftOf = ({ address, mode, change }: ResourceChange): readonly Drift[] => {
  const [action] = change.actions;
  if (mode !== 'managed' || action === 'no-op' || action === 'read') return [];
  if (action !== 'update') return [{ address, attribute: change.actions.join(' and ') }];

  const { before, after, after_unknown: unknown } = change;
  const changed = Object.keys(Object(after)).filter(
    (name) => JSON.stringify(Reflect.get(Object(before), name)) !== JSON.stringify(Reflect.get(Object(after), name)),
  );
  // What follows from a change, such as last_modified, is known only after it: no drift of its own.
  const follows = Object.keys(Object(unknown)).filter((name) => Reflect.get(Object(unknown), name) === true);
  const own = changed.filter((name) => !follows.includes(name));
  return (own.length > 0 ? own : changed).map((attribute) => ({ address, attribute }));
};
