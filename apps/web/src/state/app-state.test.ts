import { messageIdSchema, type Session, sessionBegunBy } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { type AppEvent, type AppState, initialState, reduce } from './app-state.ts';
import { newTurn } from './turn.ts';

const messageId = messageIdSchema.parse('01J00000000000000000000000');
const laterId = messageIdSchema.parse('01J00000000000000000000001');
const sessionId = sessionBegunBy(messageId);
const aSession = (title: string, id = messageId): Session => ({
  sessionId: sessionBegunBy(id),
  title,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
const aTurn = (id = messageId) => newTurn({ messageId: id, question: '왜?', spread: 'one-card', language: 'ko' });

const after = (...events: AppEvent[]): AppState => events.reduce(reduce, initialState('ko'));
const turnsIn = (state: AppState) => state.conversations.get(sessionId)?.turns ?? [];

test('asking opens the session of the question', () => {
  const state = after({ type: 'asked', sessionId, turn: aTurn() });

  expect(state.openSessionId).toBe(sessionId);
  expect(turnsIn(state)).toEqual([aTurn()]);
});

test('a reply goes on in its own session while another one is open', () => {
  const state = after(
    { type: 'asked', sessionId, turn: aTurn() },
    { type: 'session-opened' },
    { type: 'reply-updated', sessionId, messageId, update: { kind: 'text', text: '그래서' } },
  );

  expect(state.openSessionId).toBeUndefined();
  expect(turnsIn(state)).toMatchObject([{ status: 'writing', text: '그래서' }]);
});

test('history that comes late neither sets a running reply back nor loses a question asked since', () => {
  const state = after(
    { type: 'asked', sessionId, turn: aTurn() },
    { type: 'reply-updated', sessionId, messageId, update: { kind: 'text', text: '벌써 반' } },
    { type: 'asked', sessionId, turn: aTurn(laterId) },
    { type: 'messages-loaded', sessionId, turns: [{ ...aTurn(), status: 'writing' }] },
  );

  expect(turnsIn(state)).toMatchObject([{ messageId, text: '벌써 반' }, { messageId: laterId }]);
});

test('history replaces a reply that has ended', () => {
  const state = after(
    { type: 'asked', sessionId, turn: aTurn() },
    { type: 'reply-updated', sessionId, messageId, update: { kind: 'failed', code: 'TIMEOUT', message: '' } },
    { type: 'messages-loaded', sessionId, turns: [{ ...aTurn(), status: 'completed', text: '늦었지만 여기' }] },
  );

  expect(turnsIn(state)).toMatchObject([{ status: 'completed', text: '늦었지만 여기' }]);
});

test('a deleted session is gone from the list and the page, and late words do not bring it back', () => {
  const state = after(
    { type: 'sessions-loaded', page: { sessions: [aSession('왜?'), aSession('언제?', laterId)] } },
    { type: 'asked', sessionId, turn: aTurn() },
    { type: 'session-deleted', sessionId },
    { type: 'reply-updated', sessionId, messageId, update: { kind: 'text', text: '아직' } },
  );

  expect(state.sessions.items.map(({ title }) => title)).toEqual(['언제?']);
  expect(state.openSessionId).toBeUndefined();
  expect(state.conversations.size).toBe(0);
});

test('a further page follows the first, and a session that moved between them is listed once', () => {
  const state = after(
    { type: 'sessions-loaded', page: { sessions: [aSession('하나')], nextCursor: 'next' } },
    { type: 'sessions-loaded', page: { sessions: [aSession('하나'), aSession('둘', laterId)] }, after: 'next' },
  );

  expect(state.sessions.items.map(({ title }) => title)).toEqual(['하나', '둘']);
  expect(state.sessions.nextCursor).toBeUndefined();
});

test('a login that ends by itself leaves nothing of the person and says what happened', () => {
  const state = after(
    { type: 'login-changed', login: { kind: 'signed-in', displayName: '민아' } },
    { type: 'sessions-loaded', page: { sessions: [aSession('왜?')] } },
    { type: 'asked', sessionId, turn: aTurn() },
    { type: 'login-changed', login: { kind: 'signed-out' } },
  );

  expect(state).toEqual({
    ...initialState('ko'),
    login: { kind: 'signed-out' },
    problem: { code: 'REFRESH_REFUSED' },
  });
});

test('who was never logged in is not told that a login has ended', () => {
  expect(after({ type: 'login-changed', login: { kind: 'signed-out' } }).problem).toBeUndefined();
});
