import { expect, test } from 'vitest';
import { parsePlan } from '../terraform/plan.ts';
import { judgeDrift } from './drift.ts';
import type { EmulatorGap } from './emulator-gaps.ts';

const gap: EmulatorGap = { type: 'aws_lambda_function', attribute: 'logging_config', because: 'a test' };

const aPlan = (...changes: readonly object[]) =>
  parsePlan(
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.11.4',
      planned_values: {},
      resource_changes: changes.map((change) => ({
        address: 'aws_lambda_function.connect',
        type: 'aws_lambda_function',
        mode: 'managed',
        change,
      })),
    }),
    'the test',
  );
const update = (before: object, after: object, unknown: object = {}) => ({
  actions: ['update'],
  before,
  after,
  after_unknown: unknown,
});

test('a gap of the list is tolerated, with what only follows from it', () => {
  const plan = aPlan(update({ logging_config: [] }, { logging_config: [1] }, { last_modified: true }));

  expect(judgeDrift(plan, [gap])).toEqual({ unexplained: [], tolerated: [gap], stale: [] });
});

test('another attribute of the same resource is drift', () => {
  const plan = aPlan(update({ logging_config: [], memory_size: 128 }, { logging_config: [1], memory_size: 256 }));

  expect(judgeDrift(plan, [gap]).unexplained).toEqual([
    { address: 'aws_lambda_function.connect', attribute: 'memory_size' },
  ]);
});

test('what would be made or destroyed a second time is drift', () => {
  expect(judgeDrift(aPlan({ actions: ['delete', 'create'] }), []).unexplained).toEqual([
    { address: 'aws_lambda_function.connect', attribute: 'delete and create' },
  ]);
});

test('a gap that nothing needs is stale', () => {
  expect(judgeDrift(aPlan({ actions: ['no-op'] }), [gap])).toEqual({ unexplained: [], tolerated: [], stale: [gap] });
});
