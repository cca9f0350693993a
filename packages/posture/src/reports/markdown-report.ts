import type { Assessment, Finding } from '../assess.ts';
import { counted, groupSuppressed } from './suppressed-groups.ts';

/** Makes a text safe inside a Markdown table or sentence. */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/([\\`*_[\]|~])/g, '\\$1')
    // A mention in a name must call nobody.
    .replaceAll('@', '@&#8203;');

/** A text as inline code, whatever is in it. */
export const code = (text: string): string =>
  `\`${text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('`', 'ˋ')
    .replaceAll('|', '¦')}\``;

/** The findings as Markdown. */
export const markdownReport = (assessment: Assessment, title: string): string =>
  [
    `# ${escapeMarkdown(title)}`,
    '',
    assessment.findings.length === 0
      ? '**Clean.** No findings.'
      : `**${assessment.findings.length} ${assessment.findings.length === 1 ? 'finding' : 'findings'}.**`,
    '',
    ...findingsTable(assessment.findings),
    ...groups(assessment.findings),
    ...section(
      'Could not be read',
      assessment.problems.map(({ source, problem }) => `- ${code(source)}: ${escapeMarkdown(problem)}`),
    ),
    ...section(
      'Suppressed',
      groupSuppressed(assessment.suppressed).map(
        ({ ruleId, reason, until, subjects }) =>
          `- ${code(ruleId)} on ${code(counted(subjects))} until ${until}: ${escapeMarkdown(reason)}`,
      ),
    ),
    ...section(
      'Not seen',
      [...Map.groupBy(assessment.open, ({ wouldTell }) => wouldTell)]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([wouldTell, questions]) => `- ${code(wouldTell)} would answer ${questions.length} checks`),
    ),
  ].join('\n');

/** One line a finding. */
export const findingsTable = (findings: readonly Finding[]): readonly string[] =>
  findings.length === 0
    ? []
    : [
        '| severity | rule | about | evidence |',
        '|---|---|---|---|',
        ...findings.map(
          ({ rule, ruleId, subject, evidence }) =>
            `| ${rule.severity} | ${code(ruleId)} | ${code(subject)} | ${evidence.map(({ value, where }) => `${code(value)} (${escapeMarkdown(where)})`).join('<br>')} |`,
        ),
        '',
      ];

const groups = (findings: readonly Finding[]): readonly string[] =>
  [...Map.groupBy(findings, ({ ruleId }) => ruleId)].flatMap(([ruleId, [first]]) =>
    first
      ? [
          `### ${escapeMarkdown(first.rule.title)}`,
          '',
          `${code(ruleId)}. ${escapeMarkdown(first.rule.attack)}`,
          '',
          `**Mend:** ${escapeMarkdown(first.rule.mend)}`,
          '',
        ]
      : [],
  );

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
