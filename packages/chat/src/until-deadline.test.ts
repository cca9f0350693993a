import { expect, test } from 'vitest';
import { virtualClock } from './testing/virtual-clock.ts';
import { untilDeadline } from './until-deadline.ts';

const textOf = async (pieces: AsyncIterable<string>) => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

test('a stream that ends in time is passed on whole, and its signal is aborted only after', async () => {
  const clock = virtualClock(0);
  let signal: AbortSignal | undefined;
  const source = async function* (given: AbortSignal) {
    signal = given;
    yield 'in ';
    await clock.sleep(500);
    yield given.aborted ? 'late' : 'time';
  };

  const text = await clock.run(textOf(untilDeadline(clock, 1_000, source)));

  expect(text).toBe('in time');
  expect(signal?.aborted).toBe(true);
});

test('a stream that hangs, deaf to its signal, is left at the deadline', async () => {
  const clock = virtualClock(0);
  const signals: AbortSignal[] = [];
  const hanging = async function* (signal: AbortSignal) {
    signals.push(signal);
    yield 'then';
    await new Promise(() => {});
  };

  const text = clock.run(textOf(untilDeadline(clock, 1_000, hanging)));

  await expect(text).rejects.toThrow('the deadline has passed');
  expect(clock.now()).toBe(1_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('a reader that stops early closes the source', async () => {
  const clock = virtualClock(0);
  let closed = false;
  const source = async function* () {
    try {
      while (true) yield 'word ';
    } finally {
      closed = true;
    }
  };
  const readOne = async () => {
    for await (const _ of untilDeadline(clock, 1_000, source)) break;
    await clock.sleep(1);
  };

  await clock.run(readOne());

  expect(closed).toBe(true);
});
