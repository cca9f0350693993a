import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';
import { type VirtualClock, virtualClock } from './testing/virtual-clock.ts';

const limits = { intervalMs: 100, maxCharacters: 40 };

type Piece = { readonly afterMs: number; readonly text: string };

/** A model that says each piece so long after the one before. */
const speaking = async function* (clock: VirtualClock, pieces: readonly Piece[]) {
  for (const { afterMs, text } of pieces) {
    if (afterMs > 0) await clock.sleep(afterMs);
    yield text;
  }
};

/** Frames with the time at which a reader, who takes `readMs` for each, got them. */
const framesOf = async (clock: VirtualClock, source: AsyncIterable<string>, readMs = 0) => {
  const frames: { atMs: number; text: string }[] = [];
  for await (const text of coalesce(clock, limits)(source)) {
    frames.push({ atMs: clock.now(), text });
    if (readMs > 0) await clock.sleep(readMs);
  }
  return frames;
};

test('the first text goes at once, what comes within the interval goes together', async () => {
  const clock = virtualClock(0);
  const pieces = [
    { afterMs: 30, text: 'The ' },
    { afterMs: 30, text: 'star ' },
    { afterMs: 30, text: 'shines' },
    { afterMs: 300, text: '.' },
  ];

  const frames = await clock.run(framesOf(clock, speaking(clock, pieces)));

  expect(frames).toEqual([
    { atMs: 30, text: 'The ' },
    { atMs: 130, text: 'star shines' },
    { atMs: 390, text: '.' },
  ]);
});

test('whatever a model says and however it pauses, no text is lost, doubled, too early or too long', async () => {
  const piece = fc.record({ afterMs: fc.nat({ max: 250 }), text: fc.string({ unit: 'binary', maxLength: 60 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.nat({ max: 150 }), async (pieces, readMs) => {
      const clock = virtualClock(0);

      const frames = await clock.run(framesOf(clock, speaking(clock, pieces), readMs));

      const gaps = frames.slice(1).map(({ atMs }, n) => atMs - (frames[n]?.atMs ?? 0));
      expect(frames.map(({ text }) => text).join('')).toBe(pieces.map(({ text }) => text).join(''));
      expect(frames.every(({ text }) => text.length > 0 && text.length <= limits.maxCharacters)).toBe(true);
      expect(gaps.every((gap) => gap >= limits.intervalMs)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('the failure of the model ends the frames', async () => {
  const clock = virtualClock(0);
  const broken = async function* () {
    yield 'The ';
    await clock.sleep(10);
    throw new Error('model broke');
  };

  const frames = clock.run(framesOf(clock, broken()));

  await expect(frames).rejects.toThrow('model broke');
});

test('once nobody reads on, the model is read no further', async () => {
  const clock = virtualClock(0);
  let said = 0;
  const endless = async function* () {
    while (true) {
      said += 1;
      yield 'word ';
      await clock.sleep(10);
    }
  };
  const readOne = async () => {
    for await (const _ of coalesce(clock, limits)(endless())) break;
    await clock.sleep(1_000);
  };

  await clock.run(readOne());

  expect(said).toBeLessThanOrEqual(2);
});
