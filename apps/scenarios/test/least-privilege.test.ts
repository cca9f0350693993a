import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalSystem } from '@tarotchat/local';
import { afterAll, describe, expect, test } from 'vitest';
import { atATime } from '../src/at-a-time.ts';
import { playsByFunction } from '../src/rights/plays.ts';
import { functionNamesOf, type Right, rightsOf, targetOf } from '../src/rights/rights-of.ts';
import { tryMutant } from '../src/rights/try-mutant.ts';
import { readStack } from '../src/stack/read-stack.ts';

// Each right of each role is taken away, alone: something that people or we would miss has to fail. A right without
// which everything goes on is one too many.
const stack = await readStack();
const rights = rightsOf(stack);
const needs: { readonly right: Right; readonly by: string }[] = [];

// A system is a handful of processes that mostly wait for the reading's own pace.
const fewAtATime = atATime(4);
const timeout = 180_000;

const titleOf = (right: Right): string => `${right.functionName}: ${right.action} on ${targetOf(right)}`;

test('every function of the stack has the plays that need it', () => {
  expect(Object.keys(playsByFunction).toSorted()).toEqual(functionNamesOf(stack).toSorted());
  expect(rights.length).toBeGreaterThan(20);
  expect(rights.map(titleOf)).toEqual([...new Set(rights.map(titleOf))]);
});

const plays = new Set(Object.values(playsByFunction).flat());

describe.concurrent('with the whole policies nothing is denied', () => {
  test.each([...plays].map((play) => [play.title, play] as const))('when %s', { timeout }, (_, play) =>
    fewAtATime(async () => {
      const system = await startLocalSystem({});
      try {
        await play.act(system);

        expect(system.calls.all().filter(({ allowed }) => !allowed)).toEqual([]);
      } finally {
        await system.stop();
      }
    }),
  );
});

describe.concurrent('a right that is taken away is missed', () => {
  test.each(rights.map((right) => [titleOf(right), right] as const))('%s', { timeout }, async (_, right) => {
    const outcome = await fewAtATime(() => tryMutant(stack, right));

    expect(outcome.kind).toBe('needed');
    if (outcome.kind === 'needed') needs.push({ right, by: outcome.by });
  });
});

test('a right that nobody misses is found out', { timeout }, async () => {
  const [right] = rights.filter(({ functionName }) => functionName === 'tarotchat_listsessions');
  if (right === undefined) throw new Error('tarotchat_listsessions may do nothing');

  // As if its role allowed this too: without it the stack is as it is.
  const outcome = await fewAtATime(() => tryMutant(stack, { ...right, action: 'dynamodb:Scan' }));

  expect(outcome).toEqual({ kind: 'survived' });
});

afterAll(async () => {
  const rows = needs
    .toSorted((one, other) => titleOf(one.right).localeCompare(titleOf(other.right)))
    .map(({ right, by }) => `| ${right.functionName} | ${right.action} | ${targetOf(right)} | ${by} |`);
  const report = ['| function | action | on | missed by |', '|---|---|---|---|', ...rows, ''].join('\n');
  const folder = join(import.meta.dirname, '..', 'test-results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rights.md'), report);
  console.log(report);
});
