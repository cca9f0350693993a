import { problem } from '@tarotchat/errors';
import {
  errorEvent,
  type MessageId,
  type MessagePage,
  type SendMessage,
  type ServerEvent,
  type SessionId,
  sessionBegunBy,
} from '@tarotchat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aClient } from '../test/browser.ts';
import { type System, startSystem } from '../test/system.ts';
import type { Asked } from './client.ts';
import type { ReplyUpdate } from './reply-progress.ts';
import type { Timing } from './timing.ts';

let system: System;
let leave: () => void = () => undefined;
beforeEach(async () => {
  system = await startSystem();
});
afterEach(async () => {
  leave();
  await system.stop();
});

const card = {
  cardId: 'the-star',
  name: '별',
  orientation: 'reversed' as const,
  position: 'guidance',
  positionName: '조언',
};
const question = { text: '오늘은 어떨까요?', spread: 'one-card', language: 'ko' } as const;

const connected = async (timing: Partial<Timing> = {}) => {
  const { client } = aClient(system, timing);
  leave = client.disconnect;
  await client.resume();
  client.connect();
  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
  return client;
};

const readAll = async (updates: AsyncIterable<ReplyUpdate>): Promise<ReplyUpdate[]> => {
  const all: ReplyUpdate[] = [];
  for await (const update of updates) all.push(update);
  return all;
};

const framesOf = (messageId: MessageId, words: readonly string[]): ServerEvent[] => {
  const ofReply = { messageId, sessionId: sessionBegunBy(messageId) };
  return [
    { type: 'reply.started', ...ofReply, sequence: 0, spread: 'one-card', language: 'ko', cards: [card] },
    ...words.map((text, at) => ({ type: 'reply.delta' as const, ...ofReply, sequence: at + 1, text })),
    { type: 'reply.completed', ...ofReply, sequence: words.length + 1 },
  ];
};

const accept = ({ messageId }: SendMessage) =>
  system.send({ type: 'message.accepted', messageId, sessionId: sessionBegunBy(messageId) });

const store = (messageId: MessageId, status: 'writing' | 'completed' | 'failed', text = '') => {
  const sessionId: SessionId = sessionBegunBy(messageId);
  const createdAt = '2026-01-01T00:00:00.000Z';
  const page: MessagePage = {
    sessionId,
    messages: [{ kind: 'reply', messageId, status, text, cards: [card], createdAt }],
  };
  system.pages.set(sessionId, page);
};

const received = async () => await vi.waitFor(() => expect(system.questions.length).toBeGreaterThan(0));
const idsAsked = () => system.questions.map(({ messageId }) => messageId);

test('a question is accepted, its cards are drawn, its words arrive, it ends', async () => {
  system.onQuestion = (asked) => {
    accept(asked);
    for (const frame of framesOf(asked.messageId, ['별이 ', '뒤집혔어요.'])) system.send(frame);
  };
  const client = await connected();

  const asked = client.ask(question);
  const updates = await readAll(asked.updates);

  expect(system.questions).toEqual([{ action: 'sendMessage', messageId: asked.messageId, ...question }]);
  expect(asked.sessionId).toBe(asked.messageId);
  expect(updates[0]).toEqual({ kind: 'accepted' });
  expect(updates[1]).toEqual({ kind: 'started', cards: [card] });
  expect(updates.at(-1)).toEqual({ kind: 'completed', text: '별이 뒤집혔어요.', cards: [card] });
});

test('frames out of order make the same reading', async () => {
  system.onQuestion = (asked) => {
    accept(asked);
    for (const frame of framesOf(asked.messageId, ['하나 ', '둘 ', '셋']).reverse()) system.send(frame);
  };
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('a reply that begins again is read from its beginning', async () => {
  system.onQuestion = (asked) => {
    accept(asked);
    const frames = framesOf(asked.messageId, ['새로 ', '씁니다']);
    for (const frame of [...frames.slice(0, 2), ...frames]) system.send(frame);
  };
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.filter(({ kind }) => kind === 'started')).toHaveLength(2);
  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '새로 씁니다' });
});

test('frames of other replies do not mix in', async () => {
  const client = await connected();
  const other = client.ask(question);
  const asked = client.ask(question);
  await vi.waitFor(() => expect(system.questions).toHaveLength(2));

  for (const frame of framesOf(other.messageId, ['남의 글'])) system.send(frame);
  for (const frame of framesOf(asked.messageId, ['나의 글'])) system.send(frame);

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ text: '나의 글' });
});

test('an unanswered question is sent again under the same id', async () => {
  const client = await connected({ acceptTimeoutMs: 40 });
  const asked = client.ask(question);
  await vi.waitFor(() => expect(system.questions.length).toBeGreaterThan(2));

  system.onQuestion = ({ messageId }) => {
    for (const frame of framesOf(messageId, ['끝'])) system.send(frame);
  };

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed' });
  expect(new Set(idsAsked())).toEqual(new Set([asked.messageId]));
});

test('a question that the socket took with it is sent again on the next one, under the same id', async () => {
  system.onQuestion = (_, socket) => {
    system.onQuestion = (asked) => {
      accept(asked);
      for (const frame of framesOf(asked.messageId, ['다시'])) system.send(frame);
    };
    socket.terminate();
  };
  const client = await connected();

  const asked = client.ask(question);

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed', text: '다시' });
  expect(idsAsked()).toEqual([asked.messageId, asked.messageId]);
});

test('a question asked while offline goes out when the socket is back', async () => {
  const client = await connected();
  system.refuseHandshakes = true;
  for (const socket of system.sockets) socket.terminate();
  await vi.waitFor(() => expect(client.connection.state()).toBe('offline'));
  system.onQuestion = ({ messageId }) => {
    for (const frame of framesOf(messageId, ['왔어요'])) system.send(frame);
  };

  const asked = client.ask(question);
  system.refuseHandshakes = false;

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed', text: '왔어요' });
});

test('a socket that dies in the middle of a reply loses nothing: the rest comes by REST, and nothing is asked twice', async () => {
  system.onQuestion = (asked, socket) => {
    accept(asked);
    for (const frame of framesOf(asked.messageId, ['반만 ', '남은 반']).slice(0, 2)) system.send(frame);
    store(asked.messageId, 'writing');
    setTimeout(() => socket.terminate(), 30);
    setTimeout(() => store(asked.messageId, 'completed', '반만 남은 반'), 150);
  };
  const client = await connected();

  const asked = client.ask(question);
  const updates = await readAll(asked.updates);

  expect(updates.find(({ kind }) => kind === 'text')).toEqual({ kind: 'text', text: '반만 ' });
  expect(updates.at(-1)).toEqual({ kind: 'completed', text: '반만 남은 반', cards: [card] });
  expect(idsAsked()).toEqual([asked.messageId]);
});

test('a frame that never comes is made up for by REST', async () => {
  system.onQuestion = (asked) => {
    accept(asked);
    for (const frame of framesOf(asked.messageId, ['하나 ', '둘 ', '셋']).toSpliced(2, 1)) system.send(frame);
    store(asked.messageId, 'completed', '하나 둘 셋');
  };
  const client = await connected({ silenceMs: 50 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('frames that go on coming beyond a missing one do not put the look into the history off', async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  system.onQuestion = (asked) => {
    accept(asked);
    let sequence = 2;
    const ofReply = { messageId: asked.messageId, sessionId: sessionBegunBy(asked.messageId) };
    timer = setInterval(() => system.send({ type: 'reply.delta', ...ofReply, sequence: sequence++, text: '…' }), 10);
    store(asked.messageId, 'completed', '하나 둘 셋');
  };
  const client = await connected({ silenceMs: 80, patienceMs: 1_500 });

  const updates = await readAll(client.ask(question).updates);
  clearInterval(timer);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('a stored reply is found on the last page of a long session', async () => {
  const client = await connected({ silenceMs: 20 });
  const asked = client.ask(question);
  await received();
  store(asked.messageId, 'completed', '마지막 장');
  const last = system.pages.get(asked.sessionId);
  if (last) system.pages.set(`${asked.sessionId}next`, last);
  system.pages.set(asked.sessionId, { sessionId: asked.sessionId, messages: [], nextCursor: 'next' });

  system.send({ type: 'message.accepted', messageId: asked.messageId, sessionId: asked.sessionId });

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ text: '마지막 장' });
});

test('a reply found half written after a reload is followed to its end', async () => {
  const client = await connected();
  const { messageId, sessionId } = askedBefore(client.ask(question));
  store(messageId, 'writing');

  const following = readAll(client.follow({ sessionId, messageId }));
  setTimeout(() => store(messageId, 'completed', '다 썼어요'), 60);

  expect((await following).map(({ kind }) => kind)).toEqual(['started', 'completed']);
});

test('a reply that failed says why', async () => {
  system.onQuestion = ({ messageId }) =>
    system.send({
      type: 'reply.failed',
      messageId,
      sessionId: sessionBegunBy(messageId),
      sequence: 0,
      code: 'READING_FAILED',
      message: 'Ask again.',
    });
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toEqual({ kind: 'failed', code: 'READING_FAILED', message: 'Ask again.' });
});

test('a refused question ends with the code and the wait of the refusal', async () => {
  system.onQuestion = ({ messageId }) =>
    system.send(errorEvent(problem('TOO_MANY_REQUESTS', { retryAfterSeconds: 30 }), { messageId }));
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates).toMatchObject([{ kind: 'failed', code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 30 }]);
});

test('a question refused because the token ran out goes out again on a socket with a fresh one', async () => {
  system.onQuestion = ({ messageId }) => {
    system.onQuestion = (asked) => {
      for (const frame of framesOf(asked.messageId, ['이제 돼요'])) system.send(frame);
    };
    system.send(errorEvent(problem('AUTH_EXPIRED'), { messageId }));
  };
  const client = await connected();

  const asked = client.ask(question);

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed', text: '이제 돼요' });
  expect(system.handshakes).toEqual(['token-1', 'token-2']);
  expect(idsAsked()).toEqual([asked.messageId, asked.messageId]);
});

test('a server that calls fresh tokens expired is believed in the end', async () => {
  system.onQuestion = ({ messageId }) => system.send(errorEvent(problem('AUTH_EXPIRED'), { messageId }));
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'AUTH_EXPIRED' });
  expect(system.questions).toHaveLength(3);
});

test('a reply that never ends is given up after a while', async () => {
  system.onQuestion = accept;
  const client = await connected({ patienceMs: 150, silenceMs: 20 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'TIMEOUT' });
});

test('a socket that cannot be renewed is not replaced while a reply is awaited on it', async () => {
  const client = await connected({ renewTimeoutMs: 10 });
  system.answerRenewals = false;
  const asked = client.ask(question);
  await received();

  await client.resume();
  await new Promise((resolve) => setTimeout(resolve, 80));
  const during = system.handshakes.length;
  for (const frame of framesOf(asked.messageId, ['끝'])) system.send(frame);
  await readAll(asked.updates);

  expect(during).toBe(1);
  await vi.waitFor(() => expect(system.handshakes).toEqual(['token-1', 'token-2']));
});

test('a reader who leaves ends the stream at once, even while it waits for news', async () => {
  const client = await connected();
  const { updates } = client.ask(question);
  const iterator = updates[Symbol.asyncIterator]();
  const pending = iterator.next();

  await iterator.return?.();

  expect(await pending).toEqual({ done: true, value: undefined });
});

test('without a connection a question fails at once', async () => {
  const { client } = aClient(system);

  expect(await readAll(client.ask(question).updates)).toMatchObject([{ kind: 'failed', code: 'UNAUTHENTICATED' }]);
});

const askedBefore = (asked: Asked): Asked => {
  void asked.updates[Symbol.asyncIterator]().return?.();
  return asked;
};

test('a question over the quota fails with the time to wait', async () => {
  system.onQuestion = ({ messageId }) =>
    system.send(errorEvent(problem('TOO_MANY_REQUESTS', { retryAfterSeconds: 42 }), { messageId }));
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 42 });
});

test('a reply that was stopped is found as far as it was written', async () => {
  system.onQuestion = ({ messageId }) => {
    const stopped = { kind: 'reply' as const, messageId, status: 'stopped' as const, text: '여기까지', cards: [card] };
    const sessionId = sessionBegunBy(messageId);
    system.pages.set(sessionId, { sessionId, messages: [{ ...stopped, createdAt: '2026-01-02T03:04:05.678Z' }] });
    system.send({ type: 'message.accepted', sessionId, messageId });
  };
  const client = await connected({ silenceMs: 20 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toEqual({ kind: 'stopped', text: '여기까지', cards: [card] });
});
