import type { Assessment } from '../assess.ts';

/** Suppressed findings that share rule, reason and end. */
export type SuppressedGroup = {
  readonly ruleId: string;
  readonly reason: string;
  readonly until: string;
  readonly subjects: readonly string[];
};

/** One group for each decision that somebody took. */
export const groupSuppressed = (suppressed: Assessment['suppressed']): readonly SuppressedGroup[] =>
  [...Map.groupBy(suppressed, ({ finding, reason, until }) => `${finding.ruleId} ${until} ${reason}`).values()].flatMap(
    (group) => {
      const [first] = group;
      return first
        ? [
            {
              ruleId: first.finding.ruleId,
              reason: first.reason,
              until: first.until,
              subjects: group.map(({ finding }) => finding.subject),
            },
          ]
        : [];
    },
  );

/** The one thing, or how many. */
export const counted = (subjects: readonly string[]): string =>
  subjects.length === 1 ? (subjects[0] ?? '') : `${subjects.length} things (${subjects[0]}, …)`;
