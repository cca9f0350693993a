import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import {
  assess,
  exitCodeOf,
  jsonReport,
  markdownReport,
  parseSuppressions,
  readCliFolder,
  rules,
  rulesDocument,
  sarifReport,
  terminalReport,
} from '../src/index.ts';
import { today } from './own-stack.ts';

const reading = readCliFolder(join(import.meta.dirname, '..', 'fixtures', 'live-system'));
const live = assess(reading, { now: today });
const plain = { color: false, columns: 100, title: 'Live' };

test('the terminal report names each rule once and each thing under it', () => {
  const text = terminalReport(live, plain);

  for (const { ruleId, subject } of live.findings) {
    expect(text).toContain(ruleId);
    expect(text).toContain(subject);
  }
  const headings = text.split('\n').filter((line) => line.endsWith('  keys-fetched-across-regions'));
  expect(headings).toHaveLength(1);
  expect(text).toMatch(/20 findings: 3 critical, 5 high, 10 medium, 2 low/);
});

test('colour is only there where it is wanted, and changes nothing else', () => {
  const colored = terminalReport(live, { ...plain, color: true });

  expect(colored).not.toBe(stripVTControlCharacters(colored));
  expect(stripVTControlCharacters(colored)).toBe(terminalReport(live, plain));
});

test('the JSON report says what the exit code says', () => {
  const report: unknown = JSON.parse(jsonReport(live));

  expect(report).toMatchObject({ formatVersion: 1, exitCode: 1 });
  expect(report).toHaveProperty('findings.length', live.findings.length);
});

test('the Markdown report has one row a finding', () => {
  const rows = markdownReport(live, 'Live')
    .split('\n')
    .filter((line) => /^\| (critical|high|medium|low) \|/.test(line));

  expect(rows).toHaveLength(live.findings.length);
});

test('the SARIF report points each result at its rule, a file and a lasting fingerprint', () => {
  const log = JSON.parse(sarifReport(live));
  const [run] = log.runs;

  expect(log.version).toBe('2.1.0');
  expect(run.tool.driver.rules).toHaveLength(rules.length + 1);
  expect(run.results).toHaveLength(live.findings.length);
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/\.json$/);
    expect(['error', 'warning', 'note']).toContain(result.level);
  }
  const prints = run.results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
    JSON.stringify(partialFingerprints),
  );
  expect(new Set(prints).size).toBe(prints.length);
});

const suppress = (entry: object) => parseSuppressions(JSON.stringify({ suppressions: [entry] }));
const entry = {
  rule: 'client-localhost-callback',
  subject: 'client Tarotchat*',
  reason: 'the page is being moved this month',
  until: '2026-11-24',
};

test('a suppression holds to the end of its day, and is a finding itself afterwards', () => {
  const parsed = suppress(entry);
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  const { suppressions } = parsed;

  const onTheDay = assess(reading, { now: new Date('2026-11-24T23:59:00Z'), suppressions });
  const after = assess(reading, { now: new Date('2026-11-25T00:01:00Z'), suppressions });

  expect(onTheDay.findings.map(({ ruleId }) => ruleId)).not.toContain('client-localhost-callback');
  expect(onTheDay.suppressed.map(({ finding }) => finding.subject)).toEqual(['client TarotchatAI']);
  expect(after.findings.map(({ ruleId }) => ruleId)).toEqual(
    expect.arrayContaining(['client-localhost-callback', 'suppression-expired']),
  );
});

test('a suppression of a rule that does not exist, without a reason or with a malformed date is an error', () => {
  expect(suppress({ ...entry, rule: 'client-localhost' })).toEqual({
    kind: 'problem',
    problem: 'there is no rule "client-localhost"; docs/posture-rules.md lists them',
  });
  expect(suppress({ ...entry, reason: 'because' }).kind).toBe('problem');
  expect(suppress({ ...entry, until: '24.11.2026' }).kind).toBe('problem');
  expect(suppress({ ...entry, owner: 'me' }).kind).toBe('problem');
  expect(parseSuppressions('{').kind).toBe('problem');
});

test('clean is 0, findings are 1, and what could not be read is 2 whatever was found', () => {
  expect(exitCodeOf({ ...live, findings: [] })).toBe(0);
  expect(exitCodeOf(live)).toBe(1);
  expect(exitCodeOf({ ...live, problems: [{ source: 'a.json', problem: 'cut short' }] })).toBe(2);
});

test('docs/posture-rules.md is what the code says', () => {
  const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'posture-rules.md');

  expect(readFileSync(file, 'utf8')).toBe(rulesDocument());
});
