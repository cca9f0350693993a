import { type Assessment, exitCodeOf } from '../assess.ts';

/** The assessment for programs. `formatVersion` grows when a member changes its meaning. */
export const jsonReport = (assessment: Assessment): string => {
  const { findings, suppressed, open, problems, held } = assessment;
  return `${JSON.stringify(
    {
      formatVersion: 1,
      exitCode: exitCodeOf(assessment),
      findings: findings.map(({ ruleId, rule, subject, evidence }) => ({
        ruleId,
        severity: rule.severity,
        area: rule.area,
        title: rule.title,
        subject,
        attack: rule.attack,
        mend: rule.mend,
        evidence,
      })),
      suppressed: suppressed.map(({ finding, reason, until }) => ({
        ruleId: finding.ruleId,
        subject: finding.subject,
        reason,
        until,
      })),
      open,
      problems,
      held,
    },
    null,
    2,
  )}\n`;
};
