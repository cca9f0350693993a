import { type DrawnCard, languages, type SpreadId, spreadIds } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { cardById, deck, drawCards, positionById } from '../deck/index.ts';
import { aReadingRequest } from '../deck/testing/a-reading-request.ts';
import { piecesOf } from '../deck/testing/pieces-of.ts';
import { policyTexts } from '../reading-policy.ts';
import { composeLetter } from './compose-letter.ts';
import { offlineReader } from './offline-reader.ts';

const lying = (spread: SpreadId, language: 'ko' | 'en', cards: readonly [string, string, DrawnCard['orientation']][]) =>
  cards.map(([position, cardId, orientation]) => ({
    cardId,
    name: cardById(cardId)?.[language].name ?? '',
    orientation,
    position,
    positionName: positionById(spread, position)?.[language].name ?? '',
  }));

test('the reading comes word by word, and the words joined are the letter', async () => {
  for (const language of languages) {
    for (const spread of spreadIds) {
      const request = aReadingRequest({
        language,
        spread,
        question: language === 'ko' ? '언제 만날까요?' : 'When shall we meet?',
      });

      const words = await piecesOf(offlineReader({ delayMs: 0 }).read(request));

      expect(words.join('')).toBe(composeLetter(request));
      expect(words.length).toBeGreaterThan(30);
      for (const word of words) expect(word).toMatch(/^\S+\s*$/);
    }
  }
});

test('words are paced by the delay, the first comes at once', async () => {
  const waits: number[] = [];
  const reader = offlineReader({ delayMs: 40, sleep: async (milliseconds) => waits.push(milliseconds) });

  const words = await piecesOf(reader.read(aReadingRequest()));

  expect(waits).toEqual(words.slice(1).map(() => 40));
});

test('an abort ends the reading with its reason while it waits for the next word', async () => {
  const controller = new AbortController();
  const reading = offlineReader({ delayMs: 60_000 })
    .read(aReadingRequest({ signal: controller.signal }))
    [Symbol.asyncIterator]();
  await reading.next();

  const next = reading.next();
  const reason = new Error('nobody waits');
  controller.abort(reason);

  await expect(next).rejects.toBe(reason);
});

test('the same request is the same letter', () => {
  expect(composeLetter(aReadingRequest())).toBe(composeLetter(aReadingRequest()));
});

test('a Korean letter quotes the question, reads each card in its place, and ends with a question back', () => {
  const cards = lying('three-cards', 'ko', [
    ['past', 'the-star', 'upright'],
    ['present', 'two-of-cups', 'reversed'],
    ['future', 'strength', 'reversed'],
  ]);

  const letter = composeLetter(aReadingRequest({ cards }));

  const paragraphs = letter.split('\n\n');
  expect(paragraphs[1]).toBe('“이직해도 될까요?”');
  expect(paragraphs[3]).toContain('먼저 과거를 볼게요.');
  expect(paragraphs[3]).toContain(`‘별’이 정방향으로 놓였어요. ${cardById('the-star')?.ko.upright.meaning}`);
  expect(paragraphs[4]).toContain(`역방향으로 놓인 ‘컵 2’예요. ${cardById('two-of-cups')?.ko.reversed.meaning}`);
  expect(paragraphs[5]).toContain(`‘힘’이 역방향으로 놓였어요. ${cardById('strength')?.ko.reversed.meaning}`);
  expect(paragraphs[6]).toContain('세 장 가운데 두 장이 메이저 아르카나예요.');
  expect(paragraphs[6]).toContain('역방향으로 놓인 카드는 두 장이에요.');
  expect(paragraphs.at(-1)).toContain('?');
});

test('an English letter reads each card in its place and counts what the cards share', () => {
  const cards = lying('three-cards', 'en', [
    ['past', 'ace-of-cups', 'upright'],
    ['present', 'two-of-cups', 'upright'],
    ['future', 'king-of-swords', 'reversed'],
  ]);

  const letter = composeLetter(aReadingRequest({ language: 'en', question: 'Shall I move?', cards }));

  expect(letter).toContain('“Shall I move?”');
  expect(letter).toContain(`Here you drew Ace of Cups, upright. ${cardById('ace-of-cups')?.en.upright.meaning}`);
  expect(letter).toContain('There is no major arcana among them');
  expect(letter).toContain('Cups lead with two cards.');
  expect(letter).toContain('One of them lies reversed. In that place');
});

test('a Celtic cross is shorter on each card, and tells the outcome in full', () => {
  const cards = drawCards('celtic-cross', 'ko', () => 0);

  const letter = composeLetter(aReadingRequest({ spread: 'celtic-cross', cards }));

  const meanings = cards.map(({ cardId }) => cardById(cardId)?.ko.upright.meaning ?? '');
  expect(meanings.filter((meaning) => letter.includes(meaning))).toEqual([meanings.at(-1)]);
  for (const meaning of meanings) expect(letter).toContain(meaning.slice(0, meaning.indexOf('. ') + 1));
});

test('a follow-up is greeted as one', () => {
  expect(composeLetter(aReadingRequest({ history: [{ question: '처음', reply: '답' }] }))).toMatch(
    /^앞서 나눈 이야기에 이어서/,
  );
});

test('every card reads well in every place: no gap, no template, no other language', () => {
  for (const language of languages) {
    for (const [index, { id }] of deck.entries()) {
      const position = ['past', 'present', 'future'][index % 3] ?? 'past';
      const cards = lying('three-cards', language, [[position, id, index % 2 ? 'upright' : 'reversed']]);

      const letter = composeLetter(aReadingRequest({ language, question: '1?', cards }));

      expect(letter).not.toMatch(/undefined|null|\$\{|\{\w+\}| {2}|\n{3}/);
      expect(letter).not.toMatch(language === 'ko' ? /[A-Za-z]/ : /\p{Script=Hangul}/u);
    }
  }
});

test('a question that hints at a crisis is answered with help lines and no card', () => {
  expect(composeLetter(aReadingRequest({ question: '죽고 싶어요' }))).toBe(policyTexts.ko.helpLines);
  expect(composeLetter(aReadingRequest({ language: 'en', question: '죽고 싶어요' }))).toBe(policyTexts.en.helpLines);
});

test('a question for a verdict gets the notice that cards do not decide it, and another does not', () => {
  expect(composeLetter(aReadingRequest({ question: '주식을 팔까요?' }))).toContain(policyTexts.ko.notices.financial);
  expect(composeLetter(aReadingRequest())).not.toContain(policyTexts.ko.noticeOpening);
});

test('a card that is none of the deck makes the reading fail', async () => {
  const cards = drawCards('one-card', 'ko').map((card) => ({ ...card, cardId: 'the-joker' }));

  const reading = piecesOf(offlineReader({ delayMs: 0 }).read(aReadingRequest({ spread: 'one-card', cards })));

  await expect(reading).rejects.toMatchObject({ code: 'READING_FAILED' });
});
