import { expect, test } from 'vitest';
import { compareAnswers } from './compare-with-live.ts';
import { fieldsOf } from './fields.ts';

const reasons = [{ field: /^client\.callbacks$/, because: 'a reason' }];
const compare = (live: object, now: object) => compareAnswers(fieldsOf(live), fieldsOf(now), reasons);

test('a difference stands with its reason, what is the same is counted', () => {
  const { rows, same, problems } = compare(
    { client: { callbacks: ['a', 'b'], name: 'x' } },
    { client: { callbacks: ['a'], name: 'x' } },
  );

  expect(rows).toEqual([{ field: 'client.callbacks', live: '["a","b"]', now: '["a"]', because: 'a reason' }]);
  expect(same).toBe(1);
  expect(problems).toEqual([]);
});

test('a difference without a reason is a problem, and so is a reason without a difference', () => {
  expect(compare({ client: { name: 'x' } }, { client: { name: 'y' } }).problems).toEqual([
    'client.name is y and was x, without a reason in expected-differences.ts',
    'no field differs any more for /^client\\.callbacks$/: take it off expected-differences.ts',
  ]);
});

test('ids, dates and the secret are not compared', () => {
  const { same, problems } = compare(
    { client: { ClientSecret: 's', callbacks: ['a'] }, poolId: '1' },
    { client: { ClientSecret: 't', callbacks: ['b'] }, poolId: '2' },
  );

  expect({ same, problems }).toEqual({ same: 0, problems: [] });
});

test('the order of a list does not matter, and named things are found by their name', () => {
  const live = {
    flows: ['a', 'b'],
    schema: [
      { Name: 'email', Mutable: true },
      { Name: 'sub', Mutable: false },
    ],
  };
  const now = {
    flows: ['b', 'a'],
    schema: [
      { Name: 'sub', Mutable: false },
      { Name: 'email', Mutable: true },
    ],
  };

  expect(fieldsOf(now)).toEqual(fieldsOf(live));
});
