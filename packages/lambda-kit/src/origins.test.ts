import { expect, test } from 'vitest';
import { readOrigins } from './index.ts';

test('origins are listed with spaces between them', () => {
  expect([...readOrigins('https://cards.example http://localhost:3001')]).toEqual([
    'https://cards.example',
    'http://localhost:3001',
  ]);
});

test.each(['*', 'cards.example', 'https://cards.example/', 'https://cards.example/page', 'HTTPS://CARDS.EXAMPLE', ' '])(
  '"%s" is no list of origins',
  (text) => {
    expect(() => readOrigins(text)).toThrow('ALLOWED_ORIGINS');
  },
);
