import { type MessagePage, messageIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { isRunning, isStored, newTurn, type Turn, turnsOf, updateTurn } from './turn.ts';

const messageId = messageIdSchema.parse('01J00000000000000000000000');
const createdAt = '2026-01-01T00:00:00.000Z';
const card = {
  cardId: 'the-moon',
  name: '달',
  orientation: 'reversed' as const,
  position: 'guidance',
  positionName: '조언',
};
const aTurn = (more: Partial<Turn> = {}): Turn => ({
  ...newTurn({ messageId, question: '왜?', spread: 'one-card', language: 'ko' }),
  ...more,
});
const question = { kind: 'question', messageId, text: '왜?', spread: 'one-card', language: 'ko', createdAt } as const;

test('a turn goes from sending to its last word', () => {
  const statuses: string[] = [];
  let turn = aTurn();
  for (const update of [
    { kind: 'accepted' } as const,
    { kind: 'started', cards: [card] } as const,
    { kind: 'text', text: '달이' } as const,
    { kind: 'completed', text: '달이 떴어요.', cards: [card] } as const,
  ]) {
    turn = updateTurn(turn, update);
    statuses.push(turn.status);
  }

  expect(statuses).toEqual(['accepted', 'writing', 'writing', 'completed']);
  expect(turn).toMatchObject({ text: '달이 떴어요.', cards: [card] });
});

test('a reply that begins again loses its words', () => {
  const turn = updateTurn(aTurn({ status: 'writing', text: '옛말' }), { kind: 'started', cards: [card] });

  expect(turn.text).toBe('');
});

test('a failed turn keeps its cards and says why', () => {
  const turn = updateTurn(aTurn({ cards: [card] }), { kind: 'failed', code: 'TIMEOUT', message: '' });

  expect(turn).toMatchObject({ status: 'failed', cards: [card], problem: { code: 'TIMEOUT' } });
});

test('stored messages become turns, each question with its own reply', () => {
  const other = messageIdSchema.parse('01J00000000000000000000001');
  const messages: MessagePage['messages'] = [
    question,
    { kind: 'reply', messageId, status: 'failed', text: '', cards: [card], errorCode: 'READING_FAILED', createdAt },
    { ...question, messageId: other, text: '언제?' },
    { kind: 'reply', messageId: other, status: 'completed', text: '곧.', cards: [card], createdAt },
  ];

  const turns = turnsOf(messages);

  expect(turns).toMatchObject([
    { question: '왜?', status: 'failed', problem: { code: 'READING_FAILED' } },
    { question: '언제?', status: 'completed', text: '곧.' },
  ]);
});

test('a question whose reply is not there yet is running', () => {
  expect(turnsOf([question]).map(isRunning)).toEqual([true]);
});

test('a session whose only question never arrived is not one that the server knows', () => {
  const refused = aTurn({ status: 'failed', problem: { code: 'AUTH_EXPIRED' } });
  const failed = aTurn({ status: 'failed', problem: { code: 'READING_FAILED' } });
  const overQuota = aTurn({ status: 'failed', problem: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 9 } });

  expect(isStored([refused])).toBe(false);
  expect(isStored([failed])).toBe(true);
  expect(isStored([overQuota])).toBe(true);
  expect(isStored([refused, aTurn({ status: 'completed' })])).toBe(true);
});

test('a stopped reply is over and keeps what was written', () => {
  const stopped = updateTurn(aTurn({ status: 'writing' }), { kind: 'stopped', text: '여기까지', cards: [] });

  expect(stopped).toMatchObject({ status: 'stopped', text: '여기까지' });
  expect(isRunning(stopped)).toBe(false);
});
