import { expect, test } from 'vitest';
import { faceOf, romanNumeral } from './face-of.ts';
import { pipPlaces } from './pip-places.ts';

test('cards are told by their slugs', () => {
  expect(faceOf('the-fool')).toEqual({ kind: 'major', number: 0 });
  expect(faceOf('wheel-of-fortune')).toEqual({ kind: 'major', number: 10 });
  expect(faceOf('the-world')).toEqual({ kind: 'major', number: 21 });
  expect(faceOf('ace-of-cups')).toEqual({ kind: 'pips', suit: 'cups', count: 1 });
  expect(faceOf('ten-of-wands')).toEqual({ kind: 'pips', suit: 'wands', count: 10 });
  expect(faceOf('queen-of-swords')).toEqual({ kind: 'court', suit: 'swords', court: 'queen' });
});

test('a card of another deck still has a face', () => {
  expect(faceOf('twelve-of-cups')).toEqual({ kind: 'unknown' });
  expect(faceOf('ace-of-coins')).toEqual({ kind: 'unknown' });
});

test('numerals are those on tarot cards', () => {
  expect([0, 1, 4, 9, 14, 19, 21].map(romanNumeral)).toEqual(['0', 'I', 'IV', 'IX', 'XIV', 'XIX', 'XXI']);
});

test('a card of a number shows as many symbols, no two in one place', () => {
  for (let count = 1; count <= 10; count += 1) {
    const places = pipPlaces(count).map(({ x, y }) => `${x},${y}`);

    expect(new Set(places).size).toBe(count);
  }
});
