import * as z from 'zod/mini';
import { parseJson } from './json.ts';
import { ruleOf } from './rules.ts';

const suppressionSchema = z.strictObject({
  rule: z.string(),
  /** As the finding names it; `*` stands for any text. */
  subject: z.string().check(z.minLength(1)),
  /** Why this is right here. */
  reason: z.string().check(z.minLength(15)),
  /** Last day on which it holds, as 2027-06-30; afterwards it is a finding itself. */
  until: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
});

const fileSchema = z.strictObject({ suppressions: z.array(suppressionSchema) });

/** A finding that somebody decided to live with, for a while. */
export type Suppression = z.infer<typeof suppressionSchema>;

/** What a suppressions file is: its entries, or the reason why it cannot be used. */
export type ParsedSuppressions =
  | { readonly kind: 'suppressions'; readonly suppressions: readonly Suppression[] }
  | { readonly kind: 'problem'; readonly problem: string };

/** Parses a suppressions file. A rule that does not exist is an error: a typo would suppress nothing, unnoticed. */
export const parseSuppressions = (text: string): ParsedSuppressions => {
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      kind: 'problem',
      problem: `${issue?.path.join('/') || 'the file'}: ${issue?.message ?? 'not understood'}`,
    };
  }
  const { suppressions } = parsed.data;
  const stranger = suppressions.find(({ rule }) => !ruleOf(rule));
  return stranger
    ? { kind: 'problem', problem: `there is no rule "${stranger.rule}"; docs/posture-rules.md lists them` }
    : { kind: 'suppressions', suppressions };
};

/** True where a suppression means that finding. */
export const suppresses = (
  { rule, subject }: Suppression,
  finding: { readonly ruleId: string; readonly subject: string },
): boolean => rule === finding.ruleId && subjectPattern(subject).test(finding.subject);

const subjectPattern = (subject: string): RegExp =>
  new RegExp(
    `^${subject
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

/** True once the last day of a suppression is over. */
export const isExpired = ({ until }: Suppression, now: Date): boolean => now.toISOString().slice(0, 10) > until;
