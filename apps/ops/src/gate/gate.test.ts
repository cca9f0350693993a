import { expect, test } from 'vitest';
import { parsePlan } from '../terraform/plan.ts';
import { type GateSettings, judgePlan, statefulTypes } from './gate.ts';

type Change = {
  readonly actions: readonly string[];
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id: string };
};

const aPlan = (
  changes: Readonly<Record<string, Change>>,
  environment: { readonly value?: string } = { value: 'prod' },
) =>
  parsePlan(
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.11.4',
      planned_values: { outputs: { environment } },
      resource_changes: Object.entries(changes).map(([address, change]) => ({
        address,
        type: address.split('.')[0],
        mode: 'managed',
        change,
      })),
    }),
    'the test',
  );

const settings: GateSettings = {
  environment: 'prod',
  adopted: new Set(['aws_lambda_permission.live_get-session-messages']),
  allowed: new Set(),
  mustBeAdopted: true,
};
const linesOf = (plan: ReturnType<typeof aPlan>, changes: Partial<GateSettings> = {}) =>
  judgePlan(plan, { ...settings, ...changes }).map(({ line }) => line);

test('a plan that makes, changes and imports may be applied', () => {
  const plan = aPlan({
    'aws_dynamodb_table.connections': { actions: ['create'] },
    'aws_lambda_function.connect': { actions: ['update'], importing: { id: 'tarotchat_connect' } },
    'aws_api_gateway_deployment.rest': { actions: ['create', 'delete'], replace_paths: [['triggers']] },
    'aws_cloudwatch_metric_alarm.connect': { actions: ['delete'] },
  });

  expect(linesOf(plan)).toEqual([]);
});

test.each([...statefulTypes])('%s is neither destroyed nor replaced nor forgotten', (type) => {
  const address = `${type}.one`;

  expect(linesOf(aPlan({ [address]: { actions: ['delete'] } }))).toEqual([`${address} would be destroyed`]);
  expect(linesOf(aPlan({ [address]: { actions: ['forget'] } }))).toEqual([
    `${address} would be forgotten by Terraform`,
  ]);
  for (const actions of [
    ['delete', 'create'],
    ['create', 'delete'],
  ]) {
    const plan = aPlan({ [address]: { actions, replace_paths: [['settings', 0, 'name'], ['other']] } });
    expect(linesOf(plan)).toEqual([`${address} would be replaced, because of settings[0].name, other`]);
  }
});

test('what is imported is kept, whatever its type', () => {
  const route = { 'aws_apigatewayv2_route.route_connect': { actions: ['delete', 'create'], importing: { id: 'a/b' } } };
  const permission = { 'aws_lambda_permission.live_get-session-messages': { actions: ['delete'] } };

  expect(linesOf(aPlan(route))).toEqual([
    'aws_apigatewayv2_route.route_connect would be replaced, because of a change of its whole',
  ]);
  expect(linesOf(aPlan(permission))).toEqual(['aws_lambda_permission.live_get-session-messages would be destroyed']);
});

test('a live resource is not made a second time, unless the environment is fresh', () => {
  const plan = aPlan({ 'aws_lambda_permission.live_get-session-messages': { actions: ['create'] } });

  expect(linesOf(plan)).toEqual([
    'aws_lambda_permission.live_get-session-messages would be made a second time: it is live and has to be imported',
  ]);
  expect(linesOf(plan, { mustBeAdopted: false })).toEqual([]);
});

test('what a person names on purpose may go', () => {
  const plan = aPlan({ 'aws_lambda_function.reply': { actions: ['delete'] } });

  expect(linesOf(plan, { allowed: new Set(['aws_lambda_function.reply']) })).toEqual([]);
});

test('what an interrupted apply left half made is told from a replacement that somebody wants', () => {
  const plan = parsePlan(
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.11.4',
      planned_values: { outputs: { environment: { value: 'prod' } } },
      resource_changes: [
        {
          address: 'aws_dynamodb_table.connections',
          type: 'aws_dynamodb_table',
          mode: 'managed',
          change: { actions: ['delete', 'create'] },
          action_reason: 'replace_because_tainted',
        },
      ],
    }),
    'the test',
  );

  expect(linesOf(plan)).toEqual([
    'aws_dynamodb_table.connections would be replaced, because an interrupted apply left it tainted: look at it, then terraform untaint aws_dynamodb_table.connections',
  ]);
});

test.each([
  ['dev', 'this is a plan of dev, not of prod'],
  [undefined, 'this does not say of which environment it is, not of prod'],
])('a plan of %s is refused', (environment, line) => {
  expect(linesOf(aPlan({}, environment === undefined ? {} : { value: environment }))).toEqual([line]);
});

test.each(['', '{"format_version":"1.2"', '{}', '[]', 'null'])('%s is no plan, and is not quoted', (text) => {
  expect(() => parsePlan(text, 'plan.json')).toThrow(/^plan\.json is no plan: give what "terraform show -json/);
});
