import fc from 'fast-check';

/** Texts on which parsers, stores and logs have stumbled before. */
const notorious = [
  '',
  ' ',
  '\u0000',
  '\ufeff',
  '\u202e',
  '\ud800',
  '가'.repeat(1_400),
  '🂡'.repeat(50),
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '{{7*7}}',
  "' OR '1'='1",
  '<script>alert(1)</script>',
  'NaN',
  '-0',
  '1e999',
  'x'.repeat(4_001),
];

/** Any text: printable, binary, or notorious. */
export const hostileText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...notorious),
);

/** Any JSON value, shallow enough to make a hundred thousand of. */
export const hostileValue = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER + 1, [], {}, [[]], [null]),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A ULID, or almost. Few whole ones: each of them costs a reading once. */
export const almostUlid = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('01JD0000000000000000000001', '01JD0000000000000000000002') },
  {
    weight: 9,
    arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZil-'), maxLength: 27 }),
  },
  { weight: 3, arbitrary: fc.constantFrom('01jd0000000000000000000001', '81JD0000000000000000000001', '01JD') },
);
