import { expect, test } from 'vitest';
import { assess, readSynthFolder, rules } from '../src/index.ts';
import { entryPointMutations } from './entry-point-mutations.ts';
import { functionMutations } from './function-mutations.ts';
import { loginMutations } from './login-mutations.ts';
import { operationMutations } from './operation-mutations.ts';
import { argumentsAt, findingsOf, ownStack, ownSuppressions, stacksFolder, today } from './own-stack.ts';

const mutations = [...entryPointMutations, ...functionMutations, ...loginMutations, ...operationMutations];

test('there are at least thirty rules, each with a mutation and a name of its own', () => {
  const ids = rules.map(({ id }) => id);

  expect(ids.length).toBeGreaterThanOrEqual(30);
  expect(new Set(ids).size).toBe(ids.length);
  expect(mutations.map(({ rule }) => rule).toSorted()).toEqual(ids.toSorted());
});

test('each of our synthesized stacks is clean, and every suppression is needed', () => {
  const readings = readSynthFolder(stacksFolder);
  const suppressions = ownSuppressions();
  const assessments = readings.map(({ reading }) => assess(reading, { now: today, suppressions }));
  const findings = assessments.flatMap((assessment) => assessment.findings);

  expect(readings.map(({ stack }) => stack)).toEqual(['tarotchat-dev', 'tarotchat-local', 'tarotchat-prod']);
  expect(findings.map(({ ruleId, subject }) => `${ruleId} on ${subject}`)).toEqual([]);
  expect(assessments.flatMap(({ open }) => open)).toEqual([]);
  const used = new Set(assessments.flatMap(({ suppressed }) => suppressed.map(({ reason }) => reason)));
  expect(suppressions.filter(({ reason }) => !used.has(reason))).toEqual([]);
});

test.for(mutations)('$rule fires, and no other, when $what', (mutation) => {
  const suppressions = ownSuppressions().filter(({ rule }) => !(mutation.isSuppressed && rule === mutation.rule));
  const stack = ownStack();
  mutation.given?.(stack);
  const before = findingsOf(stack, suppressions).map(({ ruleId }) => ruleId);

  mutation.breaking(stack);
  const after = findingsOf(stack, suppressions);

  expect(before).toEqual([]);
  expect([...new Set(after.map(({ ruleId }) => ruleId))]).toEqual([mutation.rule]);
  for (const { evidence } of after) for (const { value, where } of evidence) expect(`${value}${where}`).toMatch(/\S/);
});

test('we live with accounts that have no way in; a flow that lets them in brings the finding back', () => {
  const stack = ownStack();
  argumentsAt(stack, 'aws_cognito_user_pool_client.login')['explicit_auth_flows'] = ['ALLOW_USER_SRP_AUTH'];

  const found = findingsOf(stack).map(({ ruleId, subject }) => `${ruleId} on ${subject}`);

  expect(found).toContain('pool-self-sign-up on pool Tarotchat-CognitoUserPool');
});
