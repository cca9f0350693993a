import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan, renderReview, reviewExitCode, reviewPlan } from '../src/index.ts';
import { today } from './own-stack.ts';

const plans = join(import.meta.dirname, '..', 'fixtures', 'plans');

const reviewOf = (name: string) => {
  const file = readPlan(join(plans, name));
  if (file.kind === 'problem') throw new Error(file.problem);
  return reviewPlan(file.plan, { now: today });
};

// The second plan of fixtures/plans/foreign: everything that is there was applied before, then `after=true`.
const review = reviewOf('changed.json');
const text = renderReview(review, 'foreign');

test('what is lost for good comes first, with what forces it', () => {
  expect(review.losses).toEqual([
    { address: 'aws_dynamodb_table.notes[0]', fate: 'destroy', stateful: true, because: [] },
    { address: 'aws_cognito_user_pool.people', fate: 'replace', stateful: true, because: ['username_attributes'] },
  ]);
  expect(text.indexOf('### Destroyed or replaced')).toBeLessThan(text.indexOf('### New posture findings'));
  expect(reviewExitCode(review)).toBe(1);
});

test('the counts are those of Terraform', () => {
  expect(review.counts).toEqual({ create: 1, update: 8, replace: 1, destroy: 1, import: 0, forget: 0, stay: 25 });
  expect(text).toContain('**1** to create, **8** to update, **1** to replace, **1** to destroy; 25 stay as they are.');
});

test('an entry point that opens is seen with both sides, and its routes with it', () => {
  expect(review.entryPoints.filter(({ before, after }) => before !== after)).toEqual([
    { entryPoint: 'green-ws $connect', before: 'CUSTOM', after: 'NONE' },
    { entryPoint: 'green-ws say', before: 'as $connect: CUSTOM', after: 'as $connect: NONE' },
  ]);
  expect(text).toContain('| ⚠️ `green-ws $connect` | `CUSTOM` | `NONE` |');
});

test('permissions are compared by action and resource', () => {
  const change = review.permissions.find(({ role }) => role === 'green-fn-1');

  expect(change?.gained).toEqual(['dynamodb:PutItem on arn:aws:dynamodb:us-east-1:123456789012:table/green']);
  expect(change?.lost).toEqual(['dynamodb:Query on arn:aws:dynamodb:us-east-1:123456789012:table/green']);
});

test('settings of pool and client are shown, and the secret is masked', () => {
  expect(
    review.settings.map(({ address, setting, before, after }) => `${address} ${setting}: ${before} → ${after}`),
  ).toEqual([
    'aws_cognito_identity_provider.oidc provider_details.client_secret: •••••• → ••••••',
    'aws_cognito_user_pool.people username_attributes: email → phone_number',
    'aws_cognito_user_pool.staff password_policy[0].minimum_length: 12 → 6',
    'aws_cognito_user_pool_client.page allowed_oauth_flows: code → code, implicit',
  ]);
  expect(text).not.toContain('hunter2');
});

test('findings that are new and findings that are gone are told apart', () => {
  expect(review.newFindings.map(({ ruleId, subject }) => `${ruleId} on ${subject}`)).toEqual([
    'websocket-connect-open on green-ws $connect',
    'client-implicit-flow on client page',
    'pool-password-weak on pool staff',
    'queue-without-dead-letters on queue new',
  ]);
  expect(review.fixedFindings.map(({ ruleId }) => ruleId)).toEqual([
    'table-deletion-unprotected',
    'table-without-recovery',
  ]);
});

test('the same plan gives the same text, under a marker that finds it again', () => {
  expect(renderReview(reviewOf('changed.json'), 'foreign')).toBe(text);
  expect(text.split('\n')[0]).toBe('<!-- tarotchat:plan-review:foreign -->');
  expect(renderReview(review, 'a --> b').split('\n')[0]).toBe('<!-- tarotchat:plan-review:a-----b -->');
});

test('a name cannot break out of the comment', () => {
  const hostile = {
    ...review,
    losses: [
      { address: 'aws_x.y["`</details> @everyone | <img src=x>"]', fate: 'destroy', stateful: false, because: [] },
    ] as const,
  };

  const line = renderReview(hostile, 'x')
    .split('\n')
    .find((candidate) => candidate.includes('aws_x.y'));

  expect(line).toBe('- **destroy** `aws_x.y["ˋ</details> @everyone ¦ <img src=x>"]`');
});

test('a comment stays below what GitHub takes', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    entryPoint: `api GET /${index}/${'x'.repeat(40)}`,
    before: undefined,
    after: 'CUSTOM',
  }));

  const long = renderReview({ ...review, entryPoints: many }, 'x');

  expect(long.length).toBeLessThan(65_536);
  expect(long).toContain('Cut here');
});

test('a first plan has no side before: everything is new, nothing is lost', () => {
  const first = reviewOf('fresh.json');

  expect(first.losses).toEqual([]);
  expect(first.fixedFindings).toEqual([]);
  expect(first.entryPoints.every(({ before }) => before === undefined)).toBe(true);
});
