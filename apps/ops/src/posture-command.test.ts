import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CommandWorld } from './command.ts';
import { planReviewCommand } from './plan-review-command.ts';
import { postureCommand } from './posture-command.ts';

const posture = join(import.meta.dirname, '..', '..', '..', 'packages', 'posture', 'fixtures');
const live = join(posture, 'live-system');
const world: CommandWorld = {
  now: new Date('2026-11-24T12:00:00Z'),
  folder: posture,
  columns: 100,
  color: false,
  say: () => {},
};

const scratch = mkdtempSync(join(tmpdir(), 'ops-posture-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('findings are exit code 1, and a path is meant from where the person stands', async () => {
  const { exitCode, output } = await postureCommand(['--from', 'cli', 'live-system'], world);

  expect(exitCode).toBe(1);
  expect(output).toContain('websocket-connect-open');
});

test('an answer that cannot be read is exit code 2, and the findings of the rest are still there', async () => {
  const folder = join(scratch, 'broken');
  cpSync(live, folder, { recursive: true });
  writeFileSync(join(folder, 'cognito-idp-describe-user-pool.json'), '{"UserPool":');

  const { exitCode, output } = await postureCommand(['--from', 'cli', folder], world);

  expect(exitCode).toBe(2);
  expect(output).toContain('cognito-idp-describe-user-pool.json: this is not JSON, or it is cut short');
  expect(output).toContain('websocket-connect-open');
});

test.for(['markdown', 'json', 'sarif'])('the %s report comes out alone, fit for a file', async (format) => {
  const { output, complaint } = await postureCommand(['--from', 'cli', live, '--format', format], world);

  expect(complaint).toBeUndefined();
  expect(format === 'markdown' ? output.startsWith('# ') : JSON.parse(output)).toBeTruthy();
});

test('a file of suppressions takes findings away, and a mistake in it is said before anything is read', async () => {
  const file = join(scratch, 'suppressions.json');
  const entry = { rule: 'role-shared', subject: '*', reason: 'to be split in the next release', until: '2026-12-01' };
  writeFileSync(file, JSON.stringify({ suppressions: [entry] }));
  const typo = join(scratch, 'typo.json');
  writeFileSync(typo, JSON.stringify({ suppressions: [{ ...entry, rule: 'roles-shared' }] }));

  const suppressed = await postureCommand(['--from', 'cli', live, '--suppressions', file, '--format', 'json'], world);
  const mistaken = await postureCommand(['--from', 'cli', live, '--suppressions', typo], world);

  expect(JSON.parse(suppressed.output)).toMatchObject({ suppressed: [{ ruleId: 'role-shared' }] });
  expect(mistaken).toMatchObject({ exitCode: 2, output: '' });
  expect(mistaken.complaint).toContain('there is no rule "roles-shared"');
});

test.for([
  [[], 'say where to read from'],
  [['--from', 'cloud', 'x'], 'say where to read from'],
  [['--from', 'cli'], '--from cli needs a path'],
  [['--from', 'cli', live, '--format', 'pdf'], 'there is no format "pdf": use terminal, markdown, json, sarif'],
  [['--fro', 'cli'], "Unknown option '--fro'"],
] as const)('a mistake in the call %j is said', async ([args, complaint]) => {
  const result = await postureCommand(args, world);

  expect(result.exitCode).toBe(2);
  expect(result.complaint).toContain(complaint);
});

test('a plan is reviewed under the name of its stack', async () => {
  const { exitCode, output } = await planReviewCommand(['plans/changed.json', '--name', 'tarotchat-prod'], world);

  expect(exitCode).toBe(1);
  expect(output.startsWith('<!-- tarotchat:plan-review:tarotchat-prod -->\n')).toBe(true);
});

test('what is no plan is exit code 2', async () => {
  const { exitCode, complaint } = await planReviewCommand(['live-system/apigateway-get-rest-api.json'], world);

  expect(exitCode).toBe(2);
  expect(complaint).toContain('this is no plan');
});
