import { join } from 'node:path';
import { type Assessment, readCliFolder } from '@tarotchat/posture';
import { expect, test } from 'vitest';
import { liveFaults } from './live-faults.ts';
import { afterProblems, beforeProblems, judgePosture, postureRows, rolledBackProblems } from './rehearse-posture.ts';

const answers = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'posture', 'fixtures', 'live-system');
const live = judgePosture(readCliFolder(answers), new Date('2026-11-24'));
const without = (rule: string): Assessment => ({
  ...live,
  findings: live.findings.filter(({ ruleId }) => ruleId !== rule),
});
const clean: Assessment = { ...live, findings: [] };

test('the ten faults are all seen in the answers of the live system, by rules that exist', () => {
  expect(liveFaults.map(({ fault }) => Number.parseInt(fault, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(beforeProblems(live)).toEqual([]);
});

test('a rule that does not see its fault before proves nothing after', () => {
  expect(beforeProblems(without('role-shared'))).toEqual([
    'posture before: role-shared does not see fault 4: all functions share one role',
  ]);
});

test('a finding after the cut-over is a problem, and a clean system is none', () => {
  expect(afterProblems(live, [])).toContain('posture after: websocket-connect-open on tarotchat_wss $connect');
  expect(afterProblems(clean, [])).toEqual([]);
});

test('a call that could not be read is a problem: what nobody saw is not clean', () => {
  const blind = { ...clean, problems: [{ source: 'lambda-list-functions', problem: 'no permission for this call' }] };

  expect(afterProblems(blind, [])).toEqual(['posture after: lambda-list-functions: no permission for this call']);
});

test('a gap of the emulator explains its own finding only, and goes when it is no longer met', () => {
  const gap = { rule: 'role-shared', subject: /^role /, because: 'a test' };
  const one = { ...live, findings: live.findings.filter(({ ruleId }) => ruleId === 'role-shared') };

  expect(afterProblems(one, [gap])).toEqual([]);
  expect(afterProblems(clean, [gap])).toEqual([expect.stringContaining('take it off posture-gaps.ts')]);
});

test('a roll-back may open again what was open, and nothing else', () => {
  expect(rolledBackProblems(live, live, [])).toEqual([]);
  expect(rolledBackProblems(without('client-logout-url-missing'), live, [])).toEqual([
    'posture rolled back: client-logout-url-missing on client TarotchatAI, which was not so before',
  ]);
});

test('each rule has a row with its number of findings at each time', () => {
  const rows = postureRows([live, clean]);

  expect(rows).toContainEqual({ rule: 'websocket-connect-open', counts: [1, 0] });
});
