import { languages } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { chosenLanguage, rememberLanguage } from './chosen-language.ts';
import { stringsOf } from './strings.ts';

const storage = (initial: Record<string, string> = {}) => {
  const stored = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
};

test('no text is empty, in no language', () => {
  for (const language of languages) {
    const texts = JSON.stringify(stringsOf[language]);

    expect(texts).not.toContain('""');
  }
});

test('the English texts hold no Hangul but the name of the other language', () => {
  const { otherLanguage: _name, languageToggle: _toggle, ...texts } = stringsOf.en;

  expect(JSON.stringify(texts)).not.toMatch(/[가-힣]/);
});

test('the first browser language that the page speaks is taken', () => {
  expect(chosenLanguage({ storage: storage(), preferred: ['fr-FR', 'ko-KR', 'en'] })).toBe('ko');
  expect(chosenLanguage({ storage: storage(), preferred: ['fr'] })).toBe('en');
});

test('a choice is remembered over what the browser prefers', () => {
  const device = storage();

  rememberLanguage(device, 'en');

  expect(chosenLanguage({ storage: device, preferred: ['ko'] })).toBe('en');
});

test('a browser without storage still has a language', () => {
  const forbidden = {
    getItem: () => {
      throw new Error('SecurityError');
    },
    setItem: () => undefined,
  };

  expect(chosenLanguage({ storage: forbidden, preferred: ['ko'] })).toBe('ko');
});

test('a wait is told as a person says it', () => {
  const said = [1, 42, 120, 5_401, 50_000].map((seconds) =>
    [stringsOf.en, stringsOf.ko].map(({ retryAfter }) => retryAfter(seconds)),
  );

  expect(said).toEqual([
    ['You can try again in 1 second.', '1초 뒤에 다시 할 수 있어요.'],
    ['You can try again in 42 seconds.', '42초 뒤에 다시 할 수 있어요.'],
    ['You can try again in 2 minutes.', '2분 뒤에 다시 할 수 있어요.'],
    ['You can try again in 2 hours.', '2시간 뒤에 다시 할 수 있어요.'],
    ['You can try again in 14 hours.', '14시간 뒤에 다시 할 수 있어요.'],
  ]);
});
