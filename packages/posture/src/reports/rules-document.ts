import { expiredSuppression } from '../assess.ts';
import { rules } from '../rules.ts';

/** docs/posture-rules.md, made from the rules themselves. */
export const rulesDocument = (): string => {
  const areas = [...Map.groupBy(rules, ({ area }) => area)];
  return `${[
    '# Posture rules',
    '',
    `<!-- Made from the code by \`pnpm posture --list-rules > docs/posture-rules.md\`; a test holds it to that. -->`,
    '',
    `${rules.length} rules. Each looks at one thing, and has three answers: it holds, it is broken, or nobody saw what it would need.`,
    '',
    ...areas.flatMap(([area, ofArea]) => [
      `## ${area.charAt(0).toUpperCase()}${area.slice(1)}`,
      '',
      ...ofArea.flatMap(({ id, severity, title, attack, mend }) => [
        `### ${id}`,
        '',
        `**${severity}** · ${title}.`,
        '',
        attack,
        '',
        `*Mend:* ${mend}`,
        '',
      ]),
    ]),
    '## Suppressions',
    '',
    '### suppression-expired',
    '',
    `**${expiredSuppression.severity}** · ${expiredSuppression.title}.`,
    '',
    expiredSuppression.attack,
    '',
    `*Mend:* ${expiredSuppression.mend}`,
  ].join('\n')}\n`;
};
