import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Assessment, assess, exitCodeOf, readCliFolder, readPlanFile, readSynthFolder } from '../src/index.ts';
import { today } from './own-stack.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'live-system');
const scratch = mkdtempSync(join(tmpdir(), 'posture-broken-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
const assessWith = (damage: (folder: string) => void): Assessment => {
  copies += 1;
  const folder = join(scratch, String(copies));
  cpSync(fixtures, folder, { recursive: true });
  damage(folder);
  return assess(readCliFolder(folder), { now: today });
};

const ruleIds = ({ findings }: Assessment): readonly string[] => findings.map(({ ruleId }) => ruleId);

const pool = 'cognito-idp-describe-user-pool.json';

test('a file that is cut short is named, and the rest is judged', () => {
  const assessment = assessWith((folder) => {
    writeFileSync(join(folder, pool), readFileSync(join(folder, pool), 'utf8').slice(0, 900));
  });

  expect(assessment.problems).toEqual([{ source: pool, problem: 'this is not JSON, or it is cut short' }]);
  expect(ruleIds(assessment)).toContain('websocket-connect-open');
  expect(ruleIds(assessment)).not.toContain('pool-self-sign-up');
  expect(exitCodeOf(assessment)).toBe(2);
});

test('the answer of another call is named', () => {
  const assessment = assessWith((folder) => cpSync(join(folder, 'apigatewayv2-get-api.json'), join(folder, pool)));

  expect(assessment.problems).toEqual([
    { source: pool, problem: 'this is not an answer of "aws cognito-idp describe-user-pool": look at UserPool' },
  ]);
  expect(exitCodeOf(assessment)).toBe(2);
});

test('routes under the name of integrations do not pass for them', () => {
  const assessment = assessWith((folder) =>
    cpSync(join(folder, 'apigatewayv2-get-routes.json'), join(folder, 'apigatewayv2-get-integrations.json')),
  );

  expect(assessment.problems.map(({ source }) => source)).toEqual(['apigatewayv2-get-integrations.json']);
  expect(ruleIds(assessment)).toContain('websocket-connect-open');
});

test('a missing answer that another one needs is named with the call that gets it', () => {
  const assessment = assessWith((folder) => rmSync(join(folder, 'apigatewayv2-get-routes.json')));

  expect(assessment.problems).toEqual([
    {
      source: 'apigatewayv2-get-routes.json',
      problem:
        'is missing beside apigatewayv2-get-api.json; get it with: aws apigatewayv2 get-routes --api-id ID > apigatewayv2-get-routes.json',
    },
  ]);
  expect(ruleIds(assessment)).not.toContain('websocket-connect-open');
  expect(ruleIds(assessment)).toContain('rest-api-without-authorizer');
});

test('a call without permission leaves an empty file or a refusal: both are named', () => {
  const assessment = assessWith((folder) => {
    writeFileSync(join(folder, 'lambda-list-functions.json'), '');
    writeFileSync(join(folder, 'logs-describe-log-groups.json'), '{"__type":"AccessDeniedException","Message":"no"}');
  });

  expect(assessment.problems).toEqual([
    {
      source: 'lambda-list-functions.json',
      problem: 'the file is empty: the call failed, perhaps for want of permission',
    },
    { source: 'logs-describe-log-groups.json', problem: 'the call was refused for want of permission' },
  ]);
  expect(assessment.findings.length).toBeGreaterThan(10);
});

test('an unknown name, a malformed statement and an empty folder are named', () => {
  const strange = assessWith((folder) => {
    writeFileSync(join(folder, 's3-list-buckets.json'), '{"Buckets":[]}');
    writeFileSync(join(folder, 'stated-facts.json'), '{"source":"me","functions":[{"name":"a"}]}');
  });
  const nowhere = assess(readCliFolder(join(scratch, 'nowhere')), { now: today });

  expect(strange.problems.map(({ source }) => source)).toEqual(['s3-list-buckets.json', 'stated-facts.json']);
  expect(nowhere.problems).toEqual([
    { source: join(scratch, 'nowhere'), problem: 'there is no such folder, or it may not be read' },
  ]);
  expect(exitCodeOf(nowhere)).toBe(2);
});

test('a plan or a stack that is none is named', () => {
  const text = join(scratch, 'text.json');
  writeFileSync(text, '{"format_version":"1.2"');
  const other = join(scratch, 'other.json');
  writeFileSync(other, '{"terraform_version":"1.11.4"}');

  const problems = [readPlanFile(text), readPlanFile(other), readPlanFile(join(scratch, 'none.json'))].map(
    (reading) => reading.problems[0]?.problem,
  );

  expect(problems).toEqual([
    'this is not JSON, or it is cut short',
    'this is no plan: write one with terraform show -json PLAN',
    'there is no such file',
  ]);
  expect(readSynthFolder(other)[0]?.reading.problems[0]?.problem).toMatch(/no synthesized Terraform/);
  expect(readSynthFolder(join(scratch, 'none'))[0]?.reading.problems[0]?.problem).toMatch(/pnpm synth/);
});
