import type { Fact, Listing } from './fact.ts';
import type { Surface } from './surface.ts';

/** How bad it is: critical is open to everybody now, low makes something else worse. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** A value that was read, and where. */
export type Evidence = { readonly value: string; readonly where: string };

/** What a rule says of one thing. `untold`: nobody saw what it would need, so it says nothing. */
export type Outcome =
  | { readonly kind: 'holds'; readonly subject: string }
  | { readonly kind: 'broken'; readonly subject: string; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'untold'; readonly subject: string; readonly wouldTell: string };

/** What a rule may know beside the surface. */
export type RuleContext = { readonly now: Date };

/** One thing that must not be. Its id is stable: suppressions and dashboards name it. */
export type Rule = {
  readonly id: string;
  readonly area:
    | 'entry points'
    | 'authorizers'
    | 'functions'
    | 'roles'
    | 'user pool'
    | 'app client'
    | 'stages'
    | 'watching'
    | 'data';
  readonly severity: Severity;
  /** What is wrong, as a sentence without a full stop. */
  readonly title: string;
  /** What an attacker does with it. */
  readonly attack: string;
  /** How to mend it. */
  readonly mend: string;
  readonly check: (surface: Surface, context: RuleContext) => readonly Outcome[];
};

/** Nothing wrong. */
export const holds = (subject: string): Outcome => ({ kind: 'holds', subject });

/** Wrong, with what shows it. */
export const broken = (subject: string, ...evidence: readonly Evidence[]): Outcome => ({
  kind: 'broken',
  subject,
  evidence,
});

/** Cannot be told. */
export const untold = (subject: string, wouldTell: string): Outcome => ({ kind: 'untold', subject, wouldTell });

/** Judges by one fact. */
export const judge = <T>(
  subject: string,
  fact: Fact<T>,
  { isBroken, show = showValue }: { readonly isBroken: (value: T) => boolean; readonly show?: (value: T) => string },
): Outcome => {
  if (!fact.known) return untold(subject, fact.wouldTell);
  return isBroken(fact.value) ? broken(subject, { value: show(fact.value), where: fact.where }) : holds(subject);
};

/** A value on one line. */
export const showValue = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? value || 'none' : JSON.stringify(value);
};

/** Judges each thing that was seen; and says so where there may be more. */
export const forEachOf = <T>(
  { items, complete }: Listing<T>,
  kind: string,
  check: (item: T) => Outcome | readonly Outcome[],
): readonly Outcome[] => [
  ...items.flatMap(check),
  ...(complete.known ? [] : [untold(`${items.length > 0 ? 'more ' : ''}${kind}`, complete.wouldTell)]),
];
