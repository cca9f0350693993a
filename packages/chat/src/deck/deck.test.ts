import { languages, orientationSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import cups from './cups.json' with { type: 'json' };
import { cardById, deck } from './index.ts';
import majorArcana from './major-arcana.json' with { type: 'json' };
import pentacles from './pentacles.json' with { type: 'json' };
import swords from './swords.json' with { type: 'json' };
import wands from './wands.json' with { type: 'json' };

const suits = { wands, cups, swords, pentacles };
const orientations = orientationSchema.options;

const text = z.string().check(
  z.minLength(1),
  z.refine((value) => value === value.trim().normalize('NFC')),
);
const meaning = text.check(
  z.refine((value) => value.split(/(?<=[.?!])\s/).length === 2, { error: 'has not exactly two sentences' }),
  z.regex(/^\S+(?: \S+)+[.?!]$/, { error: 'has a stray space or no full stop' }),
);
const side = z.strictObject({
  keywords: z.array(text).check(z.minLength(3), z.maxLength(5)),
  meaning,
});
const cardText = z.strictObject({ name: text, upright: side, reversed: side });
const card = z.strictObject({
  id: z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*$/)),
  number: z.int(),
  ko: cardText,
  en: cardText,
});

test('the major arcana are 22 well-formed cards, numbered from 0 to 21', () => {
  const file = z.strictObject({ arcana: z.literal('major'), cards: z.array(card) }).parse(majorArcana);

  expect(file.cards.map(({ number }) => number)).toEqual(Array.from({ length: 22 }, (_, number) => number));
});

test.each(Object.entries(suits))('%s are 14 well-formed cards, from the ace to the king', (suit, data) => {
  const schema = z.strictObject({ arcana: z.literal('minor'), suit: z.literal(suit), cards: z.array(card) });

  const file = schema.parse(data);

  const ranks = [
    'ace',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'page',
    'knight',
    'queen',
    'king',
  ];
  expect(file.cards.map(({ id }) => id)).toEqual(ranks.map((rank) => `${rank}-of-${suit}`));
  expect(file.cards.map(({ number }) => number)).toEqual(ranks.map((_, index) => index + 1));
});

test('the deck has 78 cards, each found by its own id, and no other', () => {
  expect(deck).toHaveLength(78);
  for (const card of deck) expect(cardById(card.id)).toBe(card);
  expect(new Set(deck.map(({ id }) => id)).size).toBe(78);
  expect(cardById('the-joker')).toBeUndefined();
  expect(cardById('ace-of-cups')).toMatchObject({ arcana: 'minor', suit: 'cups', number: 1 });
});

test.each(languages)('in %s no two cards share a name, and no two sides a meaning or their keywords', (language) => {
  const sides = deck.flatMap((card) => orientations.map((orientation) => card[language][orientation]));

  expect(new Set(deck.map((card) => card[language].name)).size).toBe(78);
  expect(new Set(sides.map(({ meaning }) => meaning)).size).toBe(156);
  expect(new Set(sides.map(({ keywords }) => keywords.join())).size).toBe(156);
});

test('Korean is Korean in polite 해요체, and English has no Hangul', () => {
  for (const { id, ko, en } of deck) {
    for (const orientation of orientations) {
      for (const sentence of ko[orientation].meaning.split(/(?<=[.?!])\s/)) expect(sentence, id).toMatch(/요[.?!]$/);
      expect([ko.name, ko[orientation].meaning, ...ko[orientation].keywords].join(), id).not.toMatch(/[A-Za-z]/);
      expect([en.name, en[orientation].meaning, ...en[orientation].keywords].join(), id).not.toMatch(
        /\p{Script=Hangul}/u,
      );
    }
  }
});
