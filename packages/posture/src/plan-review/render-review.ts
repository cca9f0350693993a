import { code, escapeMarkdown, findingsTable } from '../reports/markdown-report.ts';
import { type EntryPointChange, isOpened } from './entry-point-changes.ts';
import { type PlanReview, reviewExitCode } from './review-plan.ts';

/** Finds the comment of an earlier run, so that it is updated and not written again. */
export const reviewMarker = (name: string): string =>
  `<!-- tarotchat:plan-review:${name.replaceAll(/[^\w.-]/g, '-')} -->`;

/** GitHub takes 65,536 characters; the rest is for what the workflow puts around. */
const longestComment = 60_000;
const longestList = 100;

/** The review as a comment of a pull request. The same plan gives the same text. */
export const renderReview = (review: PlanReview, name: string): string => {
  const text = [
    reviewMarker(name),
    `## Plan of ${code(name)}: ${reviewExitCode(review) === 0 ? 'nothing is lost, nothing opens' : 'look at this before merging'}`,
    '',
    countsLine(review),
    '',
    ...losses(review),
    ...section('New posture findings', findingsTable(review.newFindings)),
    ...mendings(review),
    ...entryPoints(review),
    ...permissions(review),
    ...settings(review),
    ...section('Fixed posture findings', fixed(review)),
    ...allChanges(review),
  ].join('\n');
  return text.length <= longestComment
    ? `${text}\n`
    : `${text.slice(0, text.lastIndexOf('\n', longestComment))}\n\n*Cut here: the whole review is in the job’s log.*\n`;
};

const words = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  destroy: 'destroy',
  import: 'import',
  forget: 'forget',
} as const;

const countsLine = ({ counts }: PlanReview): string => {
  const parts = Object.entries(counts)
    .filter(([fate, count]) => fate !== 'stay' && count > 0)
    .map(([fate, count]) => `**${count}** to ${fate in words ? fate : ''}`);
  return parts.length === 0
    ? `Nothing changes; ${counts.stay} resources stay as they are.`
    : `${parts.join(', ')}; ${counts.stay} stay as they are.`;
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];

const cut = (lines: readonly string[]): readonly string[] =>
  lines.length <= longestList ? lines : [...lines.slice(0, longestList), `- … and ${lines.length - longestList} more`];

const losses = (review: PlanReview): readonly string[] =>
  section(
    'Destroyed or replaced',
    cut(
      review.losses.map(({ address, fate, stateful, because }) => {
        const reason = because.length > 0 ? `, forced by ${because.map(code).join(', ')}` : '';
        return `- ${stateful ? '⛔ ' : ''}**${fate}** ${code(address)}${stateful ? ': **what it holds is lost for good**' : ''}${reason}`;
      }),
    ),
  );

const mendings = ({ newFindings }: PlanReview): readonly string[] => {
  const rules = new Map(newFindings.map(({ ruleId, rule }) => [ruleId, rule]));
  const lines = [...rules].map(
    ([ruleId, { attack, mend }]) => `- ${code(ruleId)}: ${escapeMarkdown(attack)} *${escapeMarkdown(mend)}*`,
  );
  return lines.length === 0 ? [] : [...lines, ''];
};

const entryPoints = (review: PlanReview): readonly string[] => {
  const changed = review.entryPoints.filter(({ before, after }) => before !== after);
  const rest = review.entryPoints.filter(({ before, after }) => before === after);
  return [
    ...section('Entry points', changed.length === 0 ? [] : table(changed)),
    ...details(`${rest.length} entry points stay as they are`, rest.length === 0 ? [] : table(rest)),
  ];
};

const table = (changes: readonly EntryPointChange[]): readonly string[] => [
  '| entry point | before | after |',
  '|---|---|---|',
  ...changes.map(
    (change) =>
      `| ${isOpened(change) ? '⚠️ ' : ''}${code(change.entryPoint)} | ${code(change.before ?? '–')} | ${code(change.after ?? 'removed')} |`,
  ),
];

const permissions = (review: PlanReview): readonly string[] =>
  section(
    'Permissions',
    review.permissions.flatMap(({ role, gained, lost, undecided }) => [
      `- role ${code(role)}`,
      ...cut([
        ...gained.map((line) => `  - ➕ ${code(line)}`),
        ...lost.map((line) => `  - ➖ ${code(line)}`),
        ...undecided.map((line) => `  - ❔ known after apply: ${code(line)}`),
      ]),
    ]),
  );

const settings = (review: PlanReview): readonly string[] =>
  section(
    'User pool and client',
    review.settings.length === 0
      ? []
      : [
          '| resource | setting | before | after |',
          '|---|---|---|---|',
          ...review.settings.map(
            ({ address, setting, before, after }) =>
              `| ${code(address)} | ${code(setting)} | ${code(before)} | ${code(after)} |`,
          ),
        ],
  );

const fixed = ({ fixedFindings }: PlanReview): readonly string[] =>
  cut(fixedFindings.map(({ ruleId, subject }) => `- ✅ ${code(ruleId)} on ${code(subject)}`));

const details = (summary: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>', ''];

const allChanges = ({ changes }: PlanReview): readonly string[] =>
  details(
    `All ${changes.length} changed resources`,
    cut(changes.map(({ address, fate }) => `- ${fate} ${code(address)}`)),
  );
