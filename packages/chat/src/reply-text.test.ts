import { utf8Bytes } from '@tarotchat/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cappedText } from './reply-text.ts';

const maxBytes = 200;

const textOf = async (pieces: readonly string[]) => {
  const source = async function* () {
    yield* pieces;
  };
  let text = '';
  for await (const piece of cappedText(source(), 'en', maxBytes)) text += piece;
  return text;
};

test('a reading that fits is passed on as it is', async () => {
  const text = await textOf(['별이 ', '', '떴어요 ', '🌟']);

  expect(text).toBe('별이 떴어요 🌟');
});

test('a reading that is too long ends with a sentence, within the bytes, in whole characters', async () => {
  const pieces = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(pieces, async (said) => {
      const text = await textOf(said);

      const whole = said.join('');
      expect(utf8Bytes(text)).toBeLessThanOrEqual(maxBytes);
      expect(text.isWellFormed()).toBe(true);
      if (text !== whole) {
        const [kept = ''] = text.split('\n\nThis has grown long');
        expect(whole.startsWith(kept)).toBe(true);
        expect(text.endsWith('so I will end here.')).toBe(true);
      }
    }),
  );
});

test('once the reading is long enough the model is asked no further', async () => {
  let said = 0;
  const endless = async function* () {
    while (true) {
      said += 1;
      yield 'word '.repeat(10);
    }
  };

  for await (const _ of cappedText(endless(), 'ko', maxBytes)) void _;

  expect(said).toBeLessThan(6);
});
