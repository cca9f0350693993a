const suits = ['wands', 'cups', 'swords', 'pentacles'] as const;
export type Suit = (typeof suits)[number];

const courts = ['page', 'knight', 'queen', 'king'] as const;
export type Court = (typeof courts)[number];

/** What is printed on a card. A card that this page does not know shows a plain star. */
export type Face =
  | { readonly kind: 'major'; readonly number: number }
  | { readonly kind: 'pips'; readonly suit: Suit; readonly count: number }
  | { readonly kind: 'court'; readonly suit: Suit; readonly court: Court }
  | { readonly kind: 'unknown' };

const counts = ['ace', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const majors = [
  'the-fool',
  'the-magician',
  'the-high-priestess',
  'the-empress',
  'the-emperor',
  'the-hierophant',
  'the-lovers',
  'the-chariot',
  'strength',
  'the-hermit',
  'wheel-of-fortune',
  'justice',
  'the-hanged-man',
  'death',
  'temperance',
  'the-devil',
  'the-tower',
  'the-star',
  'the-moon',
  'the-sun',
  'judgement',
  'the-world',
];

/** The face of a card by its slug, such as `the-fool` or `ace-of-cups`. */
export const faceOf = (cardId: string): Face => {
  const number = majors.indexOf(cardId);
  if (number >= 0) return { kind: 'major', number };

  const [rank = '', suitName] = cardId.split('-of-');
  const suit = suits.find((name) => name === suitName);
  if (!suit) return { kind: 'unknown' };
  const court = courts.find((name) => name === rank);
  if (court) return { kind: 'court', suit, court };
  const count = counts.indexOf(rank) + 1;
  return count > 0 ? { kind: 'pips', suit, count } : { kind: 'unknown' };
};

const romanDigits = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

/** Roman numeral of 0 to 39, as tarot cards print it; the Fool's is 0. */
export const romanNumeral = (number: number): string => {
  if (number === 0) return '0';
  let rest = number;
  let numeral = '';
  for (const [value, digit] of romanDigits) {
    while (rest >= value) {
      numeral += digit;
      rest -= value;
    }
  }
  return numeral;
};
