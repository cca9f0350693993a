import { expect, test } from 'vitest';
import { cardById, layOut } from '../deck/index.ts';
import { tallyCards } from './card-tally.ts';

const laid = (...cardIds: string[]) =>
  cardIds.flatMap((cardId, index) =>
    layOut('one-card', 'en', [
      {
        cardId,
        name: cardById(cardId)?.en.name ?? '',
        orientation: index === 0 ? 'reversed' : 'upright',
        position: 'guidance',
        positionName: 'Guidance',
      },
    ]),
  );

test('majors, reversals and the suit that leads are counted', () => {
  const tally = tallyCards(laid('the-fool', 'two-of-cups', 'ace-of-wands', 'ten-of-cups'));

  expect(tally).toEqual({ total: 4, majors: 1, reversed: 1, leading: { suit: 'cups', count: 2 } });
});

test.each([
  ['one card of each', ['ace-of-cups', 'ace-of-wands']],
  ['two of each', ['ace-of-cups', 'two-of-cups', 'ace-of-wands', 'two-of-wands']],
  ['majors alone', ['the-sun', 'the-moon']],
])('no suit leads with %s', (_what, cardIds) => {
  expect(tallyCards(laid(...cardIds))).not.toHaveProperty('leading');
});
