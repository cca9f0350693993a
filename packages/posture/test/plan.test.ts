import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlanFile, reviewPlan } from '../src/index.ts';
import { objectOf } from '../src/json.ts';
import { parsePlan } from '../src/terraform/plan-document.ts';
import { today } from './own-stack.ts';

const plans = join(import.meta.dirname, '..', 'fixtures', 'plans');
// Written by Terraform 1.11.4 from fixtures/plans/foreign: modules with for_each, count, values known after apply.
const { surface, problems } = readPlanFile(join(plans, 'fresh.json'));

const api = (name: string) => surface.apis.items.find((item) => item.name === name);

test('each instance of a module has its own API, with the routes of its for_each', () => {
  expect(problems).toEqual([]);
  expect(surface.apis.items.map(({ name }) => name)).toEqual(['blue-ws', 'green-ws']);
  expect(
    api('green-ws')?.entryPoints.items.map(({ key, authorization }) => [
      key,
      authorization.known && authorization.value,
    ]),
  ).toEqual([
    ['$connect', 'CUSTOM'],
    ['say', 'NONE'],
  ]);
});

test('a function outside the module is found through the module’s variable', () => {
  expect(api('blue-ws')?.authorizers.items[0]?.functionName).toMatchObject({ known: true, value: 'authorizer' });
});

test('counted functions have the counted role of the same number', () => {
  const roles = surface.functions.items.map(({ name, role }) => [name, role.known && role.value]);

  expect(roles).toContainEqual(['blue-fn-0', 'blue-fn-0']);
  expect(roles).toContainEqual(['green-fn-1', 'green-fn-1']);
});

test('the region comes from the provider’s variable', () => {
  expect(api('blue-ws')?.region).toMatchObject({ known: true, value: 'eu-west-1' });
});

test('what a plan cannot tell is unknown, and makes the list incomplete', () => {
  expect(api('blue-ws')?.stages).toEqual({
    items: [],
    complete: {
      known: false,
      wouldTell: 'the deployment: aws_apigatewayv2_stage.live["blue"].api_id is not known before',
    },
  });
  expect(api('blue-ws')?.entryPoints.items[0]?.functionName.known).toBe(false);
});

test('a plan of more than six hundred resources is read and reviewed in under two seconds', () => {
  const document: unknown = JSON.parse(readFileSync(join(plans, 'changed.json'), 'utf8'));
  const root = objectOf(document);
  const changes = Array.isArray(root['resource_changes']) ? root['resource_changes'] : [];
  const many = Array.from({ length: 18 }, (_, copy) =>
    changes.map((change: unknown) => ({
      ...objectOf(change),
      address: `module.copy${copy}.${String(objectOf(change)['address'])}`,
    })),
  ).flat();
  const plan = parsePlan({ ...root, resource_changes: [...changes, ...many] });
  if (!plan) throw new Error('this is no plan');

  const start = performance.now();
  const review = reviewPlan(plan, { now: today });
  const milliseconds = performance.now() - start;

  expect(plan.changes.length).toBeGreaterThan(600);
  expect(review.losses.length).toBe(2 * 19);
  expect(milliseconds).toBeLessThan(2_000);
});
