type Place = { readonly x: number; readonly y: number };

const left = 30;
const middle = 50;
const right = 70;

const row = (y: number, ...xs: number[]): Place[] => xs.map((x) => ({ x, y }));

// As on playing cards, on a face of 100 by 160.
const places: readonly (readonly Place[])[] = [
  row(82, middle),
  [...row(58, middle), ...row(106, middle)],
  [...row(50, middle), ...row(82, middle), ...row(114, middle)],
  [...row(58, left, right), ...row(106, left, right)],
  [...row(54, left, right), ...row(82, middle), ...row(110, left, right)],
  [...row(50, left, right), ...row(82, left, right), ...row(114, left, right)],
  [...row(50, left, right), ...row(66, middle), ...row(86, left, right), ...row(118, left, right)],
  [...row(48, left, right), ...row(64, middle), ...row(82, left, right), ...row(100, middle), ...row(116, left, right)],
  [
    ...row(46, left, right),
    ...row(69, left, right),
    ...row(82, middle),
    ...row(95, left, right),
    ...row(118, left, right),
  ],
  [
    ...row(44, left, right),
    ...row(57, middle),
    ...row(69, left, right),
    ...row(94, left, right),
    ...row(107, middle),
    ...row(119, left, right),
  ],
];

/** Where the symbols of a card of this number (1 to 10) lie. */
export const pipPlaces = (count: number): readonly Place[] => places[count - 1] ?? [];
