import { readFileSync } from 'node:fs';
import { type Assessment, assess, type Finding, parseSuppressions, type Reading } from '@tarotchat/posture';
import { readAws } from '@tarotchat/posture/aws';
import type { Emulator } from '../emulator/emulator.ts';
import { emulatorCredentials, liveRegions } from '../live-system/aws-clients.ts';
import { Stop } from '../stop.ts';
import { ownSuppressions } from '../suppressions-file.ts';
import { type LiveFault, liveFaults } from './live-faults.ts';
import { type PostureGap, postureGaps } from './posture-gaps.ts';

/** Reads the auth surface of the emulator as `posture --from aws` reads an account's: through the SDK, in both regions. */
export const readPosture = ({ shimUrl }: Pick<Emulator, 'shimUrl'>): Promise<Reading> =>
  readAws({
    apiRegion: liveRegions.apis,
    poolRegion: liveRegions.userPool,
    match: 'tarotchat',
    connection: { endpoint: shimUrl, credentials: emulatorCredentials },
  });

/**
 * Judges a reading as the operators do, with what they suppress.
 *
 * @throws Stop `BAD_SUPPRESSIONS`
 */
export const judgePosture = (reading: Reading, now: Date): Assessment => {
  const parsed = parseSuppressions(readFileSync(ownSuppressions, 'utf8'));
  if (parsed.kind === 'problem') throw new Stop('BAD_SUPPRESSIONS', `posture-suppressions.json: ${parsed.problem}`);
  return assess(reading, { now, suppressions: parsed.suppressions });
};

/** What is wrong with the posture before: each of the ten faults has to be seen. */
export const beforeProblems = (
  { findings, problems }: Assessment,
  faults: readonly LiveFault[] = liveFaults,
): readonly string[] => {
  const found = new Set(findings.map(({ ruleId }) => ruleId));
  return [
    ...unread('before', problems),
    ...faults.flatMap(({ fault, rules }) =>
      rules.filter((rule) => !found.has(rule)).map((rule) => `posture before: ${rule} does not see fault ${fault}`),
    ),
  ];
};

/** What is wrong with the posture after the cut-over: nothing may be found but what a gap of the emulator explains. */
export const afterProblems = (
  { findings, problems }: Assessment,
  gaps: readonly PostureGap[] = postureGaps,
): readonly string[] => [
  ...unread('after', problems),
  ...findings
    .filter((finding) => !gaps.some((gap) => explains(gap, finding)))
    .map(({ ruleId, subject }) => `posture after: ${ruleId} on ${subject}`),
  ...gaps
    .filter((gap) => !findings.some((finding) => explains(gap, finding)))
    .map(({ rule }) => `posture after: the emulator no longer makes ${rule}: take it off posture-gaps.ts`),
];

/** What a roll-back leaves open has to have been open before it all began: the way back opens nothing of its own. */
export const rolledBackProblems = (
  before: Assessment,
  { findings, problems }: Assessment,
  gaps: readonly PostureGap[] = postureGaps,
): readonly string[] => [
  ...unread('rolled back', problems),
  ...findings
    .filter(({ ruleId, subject }) => !before.findings.some((was) => was.ruleId === ruleId && was.subject === subject))
    .filter((finding) => !gaps.some((gap) => explains(gap, finding)))
    .map(({ ruleId, subject }) => `posture rolled back: ${ruleId} on ${subject}, which was not so before`),
];

const explains = ({ rule, subject }: PostureGap, finding: Finding): boolean =>
  rule === finding.ruleId && subject.test(finding.subject);

const unread = (when: string, problems: Assessment['problems']): readonly string[] =>
  problems.map(({ source, problem }) => `posture ${when}: ${source}: ${problem}`);

/** A rule with the number of its findings before, after the cut-over and rolled back. */
export type PostureRow = { readonly rule: string; readonly counts: readonly number[] };

/** Every rule that found something at any of these times. */
export const postureRows = (times: readonly Assessment[]): readonly PostureRow[] => {
  const rules = new Set(times.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));
  return [...rules].map((rule) => ({
    rule,
    counts: times.map(({ findings }) => findings.filter(({ ruleId }) => ruleId === rule).length),
  }));
};
