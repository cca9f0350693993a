import { drawnCardSchema, languages, spreadIds } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { cardById, deck, drawCards, spreadById } from './index.ts';

/** Answers from a list, and checks that each is within the limit that was asked for. */
const scripted = (answers: readonly number[]) => {
  const left = [...answers];
  return (limit: number): number => {
    const answer = left.shift() ?? expect.fail('more was asked than expected');
    expect(answer).toBeLessThan(limit);
    return answer;
  };
};

/** A small generator with a seed (mulberry32): the same numbers in every run. */
const seeded = (seed: number) => {
  let state = seed;
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
};

/** Pearson's statistic of counts that should all be the same. */
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

test.each(spreadIds)('a draw for %s fills its places in order, named in the language of the reading', (spreadId) => {
  for (const language of languages) {
    const cards = drawCards(spreadId, language);

    const { positions } = spreadById(spreadId);
    expect(cards.map(({ position }) => position)).toEqual(positions.map(({ id }) => id));
    for (const [index, drawn] of cards.entries()) {
      expect(drawnCardSchema.parse(drawn)).toEqual(drawn);
      expect(drawn.name).toBe(cardById(drawn.cardId)?.[language].name);
      expect(drawn.positionName).toBe(positions[index]?.[language].name);
    }
  }
});

test('no two cards of a draw are alike', () => {
  for (let round = 0; round < 500; round += 1) {
    const cards = drawCards('celtic-cross', 'ko');

    expect(new Set(cards.map(({ cardId }) => cardId)).size).toBe(10);
  }
});

test('the whole deck stays in place: a draw leaves it as it was', () => {
  const before = [...deck];

  drawCards('celtic-cross', 'en');

  expect(deck).toEqual(before);
});

test('each of the 156 ways in which one card can lie comes from exactly one answer of the source', () => {
  const ways = new Set<string>();

  for (let card = 0; card < 78; card += 1) {
    for (const coin of [0, 1]) {
      const [drawn] = drawCards('one-card', 'en', scripted([card, coin]));
      ways.add(`${drawn?.cardId} ${drawn?.orientation}`);
    }
  }

  expect(ways.size).toBe(78 * 2);
});

test('each ordered choice of the first two cards comes from exactly one pair of answers', () => {
  const pairs = new Set<string>();

  for (let first = 0; first < 78; first += 1) {
    for (let second = 0; second < 77; second += 1) {
      const cards = drawCards('three-cards', 'en', scripted([first, 0, second, 0, 0, 0]));
      pairs.add(`${cards[0]?.cardId} ${cards[1]?.cardId}`);
    }
  }

  expect(pairs.size).toBe(78 * 77);
});

test('cards, places and orientations are even over many draws from a seeded source', () => {
  const randomInt = seeded(20_260_401);
  const inPlace = Array.from({ length: 10 }, () => new Map(deck.map(({ id }) => [id, 0])));
  let reversed = 0;

  const draws = 7_800;
  for (let round = 0; round < draws; round += 1) {
    for (const [index, { cardId, orientation }] of drawCards('celtic-cross', 'en', randomInt).entries()) {
      inPlace[index]?.set(cardId, (inPlace[index]?.get(cardId) ?? 0) + 1);
      if (orientation === 'reversed') reversed += 1;
    }
  }

  // 77 degrees of freedom: 99.99 % of fair decks stay below 130.
  for (const counts of inPlace) expect(chiSquare([...counts.values()])).toBeLessThan(130);
  // Four standard deviations of 78,000 tosses.
  expect(Math.abs(reversed - draws * 5)).toBeLessThan(4 * Math.sqrt(draws * 10) * 0.5);
});

test('a source that answers outside of its limit is refused', () => {
  expect(() => drawCards('one-card', 'ko', () => 78)).toThrow(RangeError);
  expect(() => drawCards('one-card', 'ko', () => -1)).toThrow(RangeError);
});
