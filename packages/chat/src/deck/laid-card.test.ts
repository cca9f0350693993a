import { CodedError } from '@tarotchat/errors';
import { expect, test } from 'vitest';
import { drawCards, layOut } from './index.ts';

test('a laid card speaks in the orientation in which it lies', () => {
  const [drawn] = drawCards('one-card', 'ko', (limit) => limit - 1);

  const [laid] = layOut('one-card', 'ko', drawn ? [drawn] : []);

  expect(laid?.drawn.orientation).toBe('reversed');
  expect(laid?.side).toBe(laid?.card.ko.reversed);
  expect(laid?.position.name).toBe('조언');
});

test.each([
  ['card', { cardId: 'the-joker' }, 'card "the-joker"'],
  ['place', { position: 'past' }, 'place "past" in one-card'],
])('a %s that is not of the deck is READING_FAILED and named in the cause', (_what, change, named) => {
  const cards = drawCards('one-card', 'ko').map((card) => ({ ...card, ...change }));

  const lay = () => layOut('one-card', 'ko', cards);

  expect(lay).toThrow(CodedError);
  expect(lay).toThrow(expect.objectContaining({ code: 'READING_FAILED', cause: new Error(`There is no ${named}.`) }));
});
