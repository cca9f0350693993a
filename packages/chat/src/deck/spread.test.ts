import { spreadIds } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { positionById, spreadById } from './index.ts';
import spreads from './spreads.json' with { type: 'json' };

const name = z.string().check(z.minLength(1));
const place = z.strictObject({ name, description: z.string().check(z.regex(/^\S.*\S\.$/)) });
const spread = z.strictObject({
  ko: z.strictObject({ name }),
  en: z.strictObject({ name }),
  positions: z.array(z.strictObject({ id: z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*$/)), ko: place, en: place })),
});

test('the data holds each spread of the protocol, well-formed, and no other', () => {
  const parsed = z.record(z.string(), spread).parse(spreads);

  expect(Object.keys(parsed).toSorted()).toEqual(spreadIds.toSorted());
});

test('the places are dealt in the order of their tradition', () => {
  const places = Object.fromEntries(
    spreadIds.map((id) => [id, spreadById(id).positions.map((position) => position.id)]),
  );

  expect(places).toEqual({
    'one-card': ['guidance'],
    'three-cards': ['past', 'present', 'future'],
    'celtic-cross': [
      'present',
      'challenge',
      'foundation',
      'recent-past',
      'crown',
      'near-future',
      'self',
      'environment',
      'hopes-and-fears',
      'outcome',
    ],
  });
});

test('a place is found by its id within its own spread only', () => {
  expect(positionById('three-cards', 'future')?.ko.name).toBe('미래');
  expect(positionById('one-card', 'future')).toBeUndefined();
});
