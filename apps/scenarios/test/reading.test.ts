import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { messagePageSchema, type ServerEvent, sessionPageSchema } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn } from '../src/person.ts';
import { connect } from '../src/socket.ts';

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem({});
});
afterAll(() => system.stop());

const textOf = (events: readonly ServerEvent[]): string =>
  events.map((event) => (event.type === 'reply.delta' ? event.text : '')).join('');

test('a person asks, sees the cards, watches the reading being written and finds it in the list', async () => {
  const person = await logIn(system.origin, '민아');
  const socket = await connect(system.webSocketUrl, person.accessToken);
  const messageId = ulid();

  socket.send({ action: 'sendMessage', messageId, text: '올해는 어떤 해가 될까요?', spread: 'three-cards' });
  const accepted = await socket.next((event) => event.type === 'message.accepted');
  const started = await socket.next((event) => event.type === 'reply.started');
  await socket.next((event) => event.type === 'reply.completed');
  await socket.close();

  expect(accepted).toMatchObject({ messageId, sessionId: messageId });
  expect(started).toMatchObject({ sequence: 0, spread: 'three-cards', language: 'ko' });
  const cards = started.type === 'reply.started' ? started.cards : [];
  expect(new Set(cards.map((card) => card.cardId)).size).toBe(3);
  const sequences = socket.events.flatMap((event) => ('sequence' in event ? [event.sequence] : []));
  expect(sequences).toEqual(sequences.map((_, index) => index));
  expect(sequences.length).toBeGreaterThan(5);

  const { sessions } = sessionPageSchema.parse(await (await person.api('GET', '/sessions')).json());
  expect(sessions).toMatchObject([{ sessionId: messageId, title: '올해는 어떤 해가 될까요?' }]);
  const page = messagePageSchema.parse(await (await person.api('GET', `/sessions/${messageId}`)).json());
  expect(page.messages).toMatchObject([
    { kind: 'question', messageId, text: '올해는 어떤 해가 될까요?', spread: 'three-cards' },
    { kind: 'reply', messageId, status: 'completed', text: textOf(socket.events), cards },
  ]);
});

test('every device of the person gets the reading, nobody else does', async () => {
  const [person, stranger] = await Promise.all([logIn(system.origin, '도윤'), logIn(system.origin, 'Stranger')]);
  const asking = await connect(system.webSocketUrl, person.accessToken);
  const watching = await connect(system.webSocketUrl, person.accessToken);
  const elsewhere = await connect(system.webSocketUrl, stranger.accessToken);

  asking.send({ action: 'sendMessage', messageId: ulid(), text: 'What now?', spread: 'one-card', language: 'en' });
  await asking.next((event) => event.type === 'reply.completed');
  await watching.next((event) => event.type === 'reply.completed');

  expect(textOf(watching.events)).toBe(textOf(asking.events));
  expect(elsewhere.events).toEqual([]);
  await Promise.all([asking.close(), watching.close(), elsewhere.close()]);
});

test('a question that is sent again gets the same answer and starts nothing', async () => {
  const person = await logIn(system.origin, '서연');
  const socket = await connect(system.webSocketUrl, person.accessToken);
  const question = { action: 'sendMessage', messageId: ulid(), text: '한 번만 답해 주세요.', spread: 'one-card' };

  socket.send(question);
  const first = await socket.next((event) => event.type === 'message.accepted');
  socket.send(question);
  const second = await socket.next((event) => event.type === 'message.accepted');
  await socket.next((event) => event.type === 'reply.completed');
  socket.send(question);
  const third = await socket.next((event) => event.type === 'message.accepted');
  // A later question of the same session is answered after whatever the repeat could have started.
  const later = ulid();
  socket.send({ ...question, messageId: later, sessionId: question.messageId, text: '그다음은요?' });
  await socket.next((event) => event.type === 'reply.completed' && event.messageId === later);

  expect([second, third]).toEqual([first, first]);
  const starts = socket.events.filter((event) => event.type === 'reply.started').map((event) => event.messageId);
  expect(starts).toEqual([question.messageId, later]);
  const page = messagePageSchema.parse(await (await person.api('GET', `/sessions/${question.messageId}`)).json());
  expect(page.messages).toHaveLength(4);
  await socket.close();
});

test('a deleted session is gone, with its messages', async () => {
  const person = await logIn(system.origin, 'Forgetful');
  const socket = await connect(system.webSocketUrl, person.accessToken);
  const messageId = ulid();
  socket.send({ action: 'sendMessage', messageId, text: 'Forget this.', spread: 'one-card', language: 'en' });
  await socket.next((event) => event.type === 'reply.completed');

  const deleted = await person.api('DELETE', `/sessions/${messageId}`);

  expect(deleted.status).toBe(204);
  expect((await person.api('GET', `/sessions/${messageId}`)).status).toBe(404);
  expect((await person.api('DELETE', `/sessions/${messageId}`)).status).toBe(404);
  expect(await (await person.api('GET', '/sessions')).json()).toEqual({ sessions: [] });
  await socket.close();
});

test('ping is answered without a Lambda', async () => {
  const person = await logIn(system.origin, 'Pinger');
  const socket = await connect(system.webSocketUrl, person.accessToken);
  system.calls.clear();

  socket.send({ action: 'ping' });

  expect(await socket.next((event) => event.type === 'pong')).toEqual({ type: 'pong' });
  expect(system.calls.all()).toEqual([]);
  await socket.close();
});

test('the script of the README talks by hand and sees the whole reading', async () => {
  const script = join(import.meta.dirname, '../talk.mjs');

  const { stdout } = await promisify(execFile)(process.execPath, [script, '손으로 묻습니다.'], {
    env: { ...process.env, ORIGIN: system.origin, NAME: '손님' },
  });

  const [cards = '', ...rest] = stdout.split('\n\n');
  expect(cards.split('\n')).toHaveLength(3);
  expect(rest.join('\n').length).toBeGreaterThan(300);
  expect(stdout).toMatch(/sessions:\n {2}[0-9A-Z]{26} {2}손으로 묻습니다\.\n$/);
});
