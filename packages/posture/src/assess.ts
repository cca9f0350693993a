import type { Evidence, Rule, RuleContext } from './rule.ts';
import { severities } from './rule.ts';
import { rules } from './rules.ts';
import { isExpired, type Suppression, suppresses } from './suppression.ts';
import type { Reading, ReadProblem } from './surface.ts';

/** Something that must not be, on one thing. `ruleId` and `subject` together stay the same from run to run. */
export type Finding = {
  readonly ruleId: string;
  readonly rule: Pick<Rule, 'severity' | 'title' | 'attack' | 'mend' | 'area'>;
  readonly subject: string;
  readonly evidence: readonly Evidence[];
};

/** A question that stayed open, and what would answer it. */
export type OpenQuestion = { readonly ruleId: string; readonly subject: string; readonly wouldTell: string };

export type Assessment = {
  /** Most severe first, then by rule and subject. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string; readonly until: string }[];
  readonly open: readonly OpenQuestion[];
  readonly problems: readonly ReadProblem[];
  /** How often a rule looked at something and found it right. */
  readonly held: number;
  /** Suppressions that no finding needs any more. */
  readonly idleSuppressions: readonly Suppression[];
};

/** What a suppression becomes when its time is over. */
export const expiredSuppression = {
  area: 'watching',
  severity: 'medium',
  title: 'A suppression has expired',
  attack: 'What somebody meant to live with for a while is becoming the rule.',
  mend: 'Mend the finding, or decide again and write a new reason and date.',
} as const satisfies Finding['rule'];

/** Runs the rules over what a reader saw. */
export const assess = (
  { surface, problems }: Reading,
  {
    now,
    suppressions = [],
    only = rules,
  }: RuleContext & { readonly suppressions?: readonly Suppression[]; readonly only?: readonly Rule[] },
): Assessment => {
  const outcomes = only.flatMap((rule) => rule.check(surface, { now }).map((outcome) => ({ rule, outcome })));
  const broken = outcomes.flatMap(({ rule, outcome }): readonly Finding[] =>
    outcome.kind === 'broken' ? [{ ruleId: rule.id, rule, subject: outcome.subject, evidence: outcome.evidence }] : [],
  );
  const current = suppressions.filter((suppression) => !isExpired(suppression, now));
  const suppressed = broken.flatMap((finding) => {
    const by = current.find((suppression) => suppresses(suppression, finding));
    return by ? [{ finding, reason: by.reason, until: by.until }] : [];
  });
  const isSuppressed = new Set(suppressed.map(({ finding }) => finding));
  return {
    findings: [...broken.filter((finding) => !isSuppressed.has(finding)), ...expired(suppressions, now)].toSorted(
      bySeverity,
    ),
    suppressed,
    open: outcomes.flatMap(({ rule, outcome }) =>
      outcome.kind === 'untold' ? [{ ruleId: rule.id, subject: outcome.subject, wouldTell: outcome.wouldTell }] : [],
    ),
    problems,
    held: outcomes.filter(({ outcome }) => outcome.kind === 'holds').length,
    idleSuppressions: current.filter((suppression) => !broken.some((finding) => suppresses(suppression, finding))),
  };
};

const expired = (suppressions: readonly Suppression[], now: Date): readonly Finding[] =>
  suppressions
    .filter((suppression) => isExpired(suppression, now))
    .map(({ rule, subject, reason, until }) => ({
      ruleId: 'suppression-expired',
      rule: expiredSuppression,
      subject: `${rule} on ${subject}`,
      evidence: [{ value: `until ${until}: ${reason}`, where: 'the suppressions file' }],
    }));

const bySeverity = (a: Finding, b: Finding): number =>
  severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity) ||
  compare(a.ruleId, b.ruleId) ||
  compare(a.subject, b.subject);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Several assessments as one, such as those of all stacks; with more than one, evidence says of which it is. */
export const mergeAssessments = (
  parts: readonly { readonly name: string; readonly assessment: Assessment }[],
): Assessment => {
  const [only] = parts;
  if (only && parts.length === 1) return only.assessment;
  const all = parts.map(({ name, assessment }) => ({ name, ...assessment }));
  const named = (name: string, finding: Finding): Finding => ({
    ...finding,
    evidence: finding.evidence.map(({ value, where }) => ({ value, where: `${name}: ${where}` })),
  });
  return {
    findings: all.flatMap(({ name, findings }) => findings.map((finding) => named(name, finding))).toSorted(bySeverity),
    suppressed: all.flatMap(({ suppressed }) => suppressed),
    open: all.flatMap(({ open }) => open),
    problems: all.flatMap(({ problems }) => problems),
    held: all.reduce((sum, { held }) => sum + held, 0),
    idleSuppressions: (all[0]?.idleSuppressions ?? []).filter((idle) =>
      all.every((part) => part.idleSuppressions.includes(idle)),
    ),
  };
};

/** 0 clean, 1 findings, 2 something could not be read (whatever was found besides). */
export const exitCodeOf = ({ findings, problems }: Assessment): 0 | 1 | 2 => {
  if (problems.length > 0) return 2;
  return findings.length > 0 ? 1 : 0;
};
