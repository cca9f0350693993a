import { faultOf } from './live-faults.ts';
import { postureGapOf } from './posture-gaps.ts';
import type { Step } from './progress.ts';
import type { RehearsalResult } from './rehearsal.ts';
import { table } from './table.ts';

/** The whole of a rehearsal as text: what was done, what differs from the live system and why, and the verdict. */
export const rehearsalReport = (
  steps: readonly Step[],
  { problems, gaps, comparison, posture = [], surfaces = [] }: RehearsalResult,
): string => {
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  const parts = [
    table(
      ['step', 'seconds', 'outcome'],
      steps.map((step) => [step.name, step.seconds.toFixed(1).padStart(7), step.outcome]),
    ),
    ...(comparison && comparison.length > 0
      ? [
          table(
            ['field', 'live', 'now', 'because'],
            comparison.map(({ field, live, now, because }) => [field, short(live), short(now), because]),
          ),
        ]
      : []),
    ...(posture.length > 0
      ? [
          table(
            [
              'rule of posture',
              'before',
              'cut over',
              'rolled back',
              'fault of the live system, or gap of the emulator',
            ],
            posture.map(({ rule, counts }) => [rule, ...counts.map(String), faultOf(rule) || postureGapOf(rule)]),
          ),
        ]
      : []),
    ...(surfaces.length > 0
      ? [
          table(
            ['reader', 'facts', 'that it sees otherwise, because'],
            surfaces.map(({ reader, facts, because }) => [reader, String(facts), because]),
          ),
        ]
      : []),
    ...(gaps.length > 0
      ? [
          table(
            ['gap of the emulator', 'because'],
            gaps.map(({ type, attribute, because }) => [`${type}.${attribute}`, because]),
          ),
        ]
      : []),
    problems.length === 0
      ? `Passed in ${seconds.toFixed(0)} s.`
      : `FAILED:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  ];
  return `\n${parts.join('\n\n')}\n`;
};

const widest = 48;
const short = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);
