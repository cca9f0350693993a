import { join } from 'node:path';
import { type Reading, readSynthFolder } from '@tarotchat/posture';
import { expect, test } from 'vitest';
import { compareSurfaces } from './compare-surfaces.ts';
import type { SurfaceDifference } from './surface-differences.ts';

const nothing = readSynthFolder(join(import.meta.dirname, 'no-such-folder'))[0]?.reading.surface;

/** A surface of one identity pool and one queue that may be encrypted. */
const reading = (name: string, encrypted?: boolean): Reading => {
  if (!nothing) throw new Error('no reading');
  const fact = encrypted === undefined ? unseen : ({ known: true, value: encrypted, where: 'a test' } as const);
  const queue = { name, encrypted: fact, deadLetters: unseen, isDeadLetterQueue: unseen, where: 'a test' };
  return { surface: { ...nothing, queues: { ...nothing.queues, items: [queue] } }, problems: [] };
};
const unseen = { known: false, wouldTell: 'nobody' } as const;

const isUnseen: SurfaceDifference = { path: /\/encrypted$/, readers: ['aws'], because: 'it is not asked for' };

test('three readers that see the same have nothing to explain', () => {
  const same = compareSurfaces({ synth: reading('q', true), plan: reading('q', true), aws: reading('q', true) }, []);

  expect(same.problems).toEqual([]);
  expect(same.same).toBeGreaterThan(10);
});

test('a fact that one reader sees otherwise is a problem, with what each of them says', () => {
  const { problems } = compareSurfaces(
    { synth: reading('q', true), plan: reading('q', true), aws: reading('q', false) },
    [],
  );

  expect(problems).toEqual(['/queues/q/encrypted is true in synth, true in plan, false in aws']);
});

test('a reader that is excused for not knowing may not say something else', () => {
  const readers = { synth: reading('q', true), plan: reading('q', true) };

  expect(compareSurfaces({ ...readers, aws: reading('q') }, [isUnseen]).problems).toEqual([]);
  expect(compareSurfaces({ ...readers, aws: reading('q', false) }, [isUnseen]).problems).toContainEqual(
    '/queues/q/encrypted is true in synth, true in plan, false in aws',
  );
});

test('the readers that are not excused have to agree among themselves', () => {
  const { problems } = compareSurfaces({ synth: reading('q', true), plan: reading('q', false), aws: reading('q') }, [
    isUnseen,
  ]);

  expect(problems).toEqual(['/queues/q/encrypted is true in synth, false in plan, ? in aws']);
});

test('a difference that nobody meets any more has to go', () => {
  const { problems } = compareSurfaces(
    { synth: reading('q', true), plan: reading('q', true), aws: reading('q', true) },
    [isUnseen],
  );

  expect(problems).toEqual([expect.stringContaining('take it off surface-differences.ts')]);
});
