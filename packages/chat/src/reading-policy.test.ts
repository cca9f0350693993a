import { languages } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { hintsAtCrisis, noVerdictNotice, policyTexts, verdictTopics } from './reading-policy.ts';

test.each([
  '요즘 자살 생각이 자꾸 나요',
  '자살하고싶다',
  '죽고싶어요',
  '그냥 죽고 싶다는 생각만 들어요',
  '스스로 목숨을 끊으려고 했어요',
  '자해를 멈출 수 있을까요',
  '손목을 그었어요',
  '더 이상 살고 싶지 않아요',
  '이 세상에 살기 싫어요',
  '살 이유가 없어요',
  '이대로 사라지고 싶어요',
  '옥상에서 뛰어내리고 싶어요',
  '차라리 죽는 게 나을까요?',
  '유서를 썼어요',
  '극단적 선택을 한 친구가 있어요',
  '죽고 싶어요'.normalize('NFD'),
  'I want to die',
  'Should I kill myself?',
  'I have been SUICIDAL for weeks',
  'I keep cutting myself',
  'I don’t want to live anymore.',
  'i just want to end it all',
  'My friend says she wants to die',
  'Everyone would be better off without me',
  'there is no reason to live',
  'thinking about self-harm',
])('"%s" hints at a crisis', (question) => {
  expect(hintsAtCrisis(question)).toBe(true);
});

test.each([
  '죽음 카드가 나오면 무슨 뜻이에요?',
  '혼자 살기 싫은데 결혼할 수 있을까요?',
  '혼자살기 좋은 동네로 이사할까요?',
  '여기 살기 싫어요, 이사해도 될까요?',
  '부모님과 같이 살고 싶지 않아요',
  '이번 일은 혼자해도 될까요?',
  '피자살까요 치킨살까요',
  '취업에 목매는 제가 싫어요',
  '유서 깊은 도시로 여행 가도 될까요?',
  '배고파 죽겠는데 뭘 먹을까요',
  '연애 세포가 죽은 것 같아요',
  '그 사람 마음이 궁금해 죽겠어요',
  '자살골 넣은 축구 선수의 운은요?',
  'What does the Death card mean?',
  'Is my relationship dead?',
  'I am dying to know if he likes me',
  "I don't want to live with my parents",
  'Should we end our contract?',
  'Is it time to take my life in a new direction?',
])('"%s" does not hint at a crisis', (question) => {
  expect(hintsAtCrisis(question)).toBe(false);
});

test.each([
  ['수술을 받아도 될까요?', ['medical']],
  ['약을 끊어도 될까요?', ['medical']],
  ['소송에서 이길까요?', ['legal']],
  ['코인 지금 사도 되나요?', ['financial']],
  ['빚 때문에 재판까지 가게 될까요?', ['legal', 'financial']],
  ['Is this lump cancer?', ['medical']],
  ['Will I win custody?', ['legal']],
  ['Should I invest in stocks?', ['financial']],
  ['계약을 바꾸는 게 나을까요?', []],
  ['고소한 맛이 나는 커피를 마실까요?', []],
  ['코인 노래방 갈까요?', []],
  ['그 사람과 다시 만날까요?', []],
  ['Will I meet someone new?', []],
] as const)('the verdicts that "%s" asks for: %j', (question, topics) => {
  expect(verdictTopics(question)).toEqual(topics);
});

test('the notice names each topic once, and there is none where none is needed', () => {
  const { noticeOpening, notices } = policyTexts.ko;

  expect(noVerdictNotice('ko', '빚 때문에 재판까지 갈까요?')).toBe(
    `${noticeOpening} ${notices.legal} ${notices.financial}`,
  );
  expect(noVerdictNotice('en', '오늘의 운세')).toBeUndefined();
});

test('the help lines name the numbers that answer', () => {
  expect(policyTexts.ko.helpLines).toMatch(/109[\s\S]*1577-0199/);
  expect(policyTexts.en.helpLines).toMatch(/local emergency number[\s\S]*findahelpline\.com[\s\S]*988/);
  for (const language of languages) expect(hintsAtCrisis(policyTexts[language].declined)).toBe(false);
});
