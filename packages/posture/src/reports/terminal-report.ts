import { styleText } from 'node:util';
import type { Assessment, Finding } from '../assess.ts';
import { type Severity, severities } from '../rule.ts';
import { counted, groupSuppressed } from './suppressed-groups.ts';

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['yellow'],
  low: ['cyan'],
};

export type TerminalOptions = { readonly color: boolean; readonly columns: number; readonly title: string };

/** The report for a person at a terminal: one block a rule, the things it is about under it. */
export const terminalReport = (assessment: Assessment, { color, columns, title }: TerminalOptions): string => {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(60, Math.min(columns, 110));
  const blocks = [...Map.groupBy(assessment.findings, ({ ruleId }) => ruleId).values()].map((group) =>
    block(group, paint, width),
  );
  return [
    paint('bold', title),
    '',
    ...blocks,
    ...problemLines(assessment, paint),
    ...suppressedLines(assessment, paint),
    ...openLines(assessment, paint, width),
    summary(assessment, paint),
    '',
  ].join('\n');
};

type Paint = (style: Style, text: string) => string;

const block = (findings: readonly Finding[], paint: Paint, width: number): string => {
  const [first] = findings;
  if (!first) return '';
  const { rule, ruleId } = first;
  const label = ` ${rule.severity.toUpperCase()} `.padEnd(10);
  return [
    `${paint(styles[rule.severity], label)} ${paint('bold', rule.title)}  ${paint('dim', ruleId)}`,
    ...findings.flatMap(({ subject, evidence }) => [
      `           ${paint('underline', subject)}`,
      ...evidence.map(({ value, where }) => `             ${value}  ${paint('dim', where)}`),
    ]),
    ...wrap(`attack  ${rule.attack}`, width - 11).map((line) => `           ${paint('dim', line)}`),
    ...wrap(`mend    ${rule.mend}`, width - 11).map((line) => `           ${line}`),
    '',
  ].join('\n');
};

/** Breaks a text at spaces; later lines are set in under the first word. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `        ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

const problemLines = ({ problems }: Assessment, paint: Paint): readonly string[] =>
  problems.length === 0
    ? []
    : [
        paint(styles.high, 'Could not be read'),
        ...problems.map(({ source, problem }) => `  ${paint('bold', source)}: ${problem}`),
        '',
      ];

const suppressedLines = ({ suppressed, idleSuppressions }: Assessment, paint: Paint): readonly string[] => [
  ...groupSuppressed(suppressed).map(({ ruleId, reason, until, subjects }) =>
    paint('dim', `suppressed until ${until}: ${ruleId} on ${counted(subjects)}: ${reason}`),
  ),
  ...(idleSuppressions.length > 0
    ? [paint('dim', `${idleSuppressions.length} suppressions had nothing to suppress here`)]
    : []),
  ...(suppressed.length + idleSuppressions.length > 0 ? [''] : []),
];

const openLines = ({ open }: Assessment, paint: Paint, width: number): readonly string[] => {
  const byAnswer = [...Map.groupBy(open, ({ wouldTell }) => wouldTell)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (byAnswer.length === 0) return [];
  return [
    paint('bold', `Not seen: ${open.length} checks stayed open. What would answer them:`),
    ...byAnswer.flatMap(([wouldTell, questions]) => [
      `  ${wouldTell}`,
      ...wrap([...new Set(questions.map(({ ruleId }) => ruleId))].join(', '), width - 8).map((line) =>
        paint('dim', `      ${line.trim()}`),
      ),
    ]),
    '',
  ];
};

const summary = ({ findings, held, open, suppressed, problems }: Assessment, paint: Paint): string => {
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter(({ rule }) => rule.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => paint(styles[severity], `${count} ${severity}`));
  const rest = [`${held} held`, `${open.length} open`, `${suppressed.length} suppressed`].join(', ');
  const unread = problems.length > 0 ? `, ${problems.length} could not be read` : '';
  return findings.length === 0
    ? `${problems.length > 0 ? 'no finding in what could be read' : paint(['bold', 'green'], 'clean')}: ${rest}${unread}`
    : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${counts.join(', ')}; ${rest}${unread}`;
};
