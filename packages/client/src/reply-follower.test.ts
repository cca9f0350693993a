import { sessionBegunBy } from '@tarotchat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  aConnectedClient,
  accept,
  card,
  framesOf,
  idsAsked,
  question,
  readAll,
  received,
  store,
} from '../test/asking.ts';
import { type System, startSystem } from '../test/system.ts';
import type { Asked } from './client.ts';
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

const connected = async (timing: Partial<Timing> = {}) => {
  const client = await aConnectedClient(system, timing);
  leave = client.disconnect;
  return client;
};

test('an unanswered question is sent again under the same id', async () => {
  const client = await connected({ acceptTimeoutMs: 40 });
  const asked = client.ask(question);
  await vi.waitFor(() => expect(system.questions.length).toBeGreaterThan(2));

  system.onQuestion = ({ messageId }) => {
    for (const frame of framesOf(messageId, ['끝'])) system.send(frame);
  };

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed' });
  expect(new Set(idsAsked(system))).toEqual(new Set([asked.messageId]));
});

test('a question that the socket took with it is sent again on the next one, under the same id', async () => {
  system.onQuestion = (_, socket) => {
    system.onQuestion = (asked) => {
      accept(system, asked);
      for (const frame of framesOf(asked.messageId, ['다시'])) system.send(frame);
    };
    socket.terminate();
  };
  const client = await connected();

  const asked = client.ask(question);

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ kind: 'completed', text: '다시' });
  expect(idsAsked(system)).toEqual([asked.messageId, asked.messageId]);
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
    accept(system, asked);
    for (const frame of framesOf(asked.messageId, ['반만 ', '남은 반']).slice(0, 2)) system.send(frame);
    store(system, asked.messageId, 'writing');
    setTimeout(() => socket.terminate(), 30);
    setTimeout(() => store(system, asked.messageId, 'completed', '반만 남은 반'), 150);
  };
  const client = await connected();

  const asked = client.ask(question);
  const updates = await readAll(asked.updates);

  expect(updates.find(({ kind }) => kind === 'text')).toEqual({ kind: 'text', text: '반만 ' });
  expect(updates.at(-1)).toEqual({ kind: 'completed', text: '반만 남은 반', cards: [card] });
  expect(idsAsked(system)).toEqual([asked.messageId]);
});

test('a frame that never comes is made up for by REST', async () => {
  system.onQuestion = (asked) => {
    accept(system, asked);
    for (const frame of framesOf(asked.messageId, ['하나 ', '둘 ', '셋']).toSpliced(2, 1)) system.send(frame);
    store(system, asked.messageId, 'completed', '하나 둘 셋');
  };
  const client = await connected({ silenceMs: 50 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('frames that go on coming beyond a missing one do not put the look into the history off', async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  system.onQuestion = (asked) => {
    accept(system, asked);
    let sequence = 2;
    const ofReply = { messageId: asked.messageId, sessionId: sessionBegunBy(asked.messageId) };
    timer = setInterval(() => system.send({ type: 'reply.delta', ...ofReply, sequence: sequence++, text: '…' }), 10);
    store(system, asked.messageId, 'completed', '하나 둘 셋');
  };
  const client = await connected({ silenceMs: 80, patienceMs: 1_500 });

  const updates = await readAll(client.ask(question).updates);
  clearInterval(timer);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('a stored reply is found on the last page of a long session', async () => {
  const client = await connected({ silenceMs: 20 });
  const asked = client.ask(question);
  await received(system);
  store(system, asked.messageId, 'completed', '마지막 장');
  const last = system.pages.get(asked.sessionId);
  if (last) system.pages.set(`${asked.sessionId}next`, last);
  system.pages.set(asked.sessionId, { sessionId: asked.sessionId, messages: [], nextCursor: 'next' });

  system.send({ type: 'message.accepted', messageId: asked.messageId, sessionId: asked.sessionId });

  expect((await readAll(asked.updates)).at(-1)).toMatchObject({ text: '마지막 장' });
});

test('a reply found half written after a reload is followed to its end', async () => {
  const client = await connected();
  const { messageId, sessionId } = askedBefore(client.ask(question));
  store(system, messageId, 'writing');

  const following = readAll(client.follow({ sessionId, messageId }));
  setTimeout(() => store(system, messageId, 'completed', '다 썼어요'), 60);

  expect((await following).map(({ kind }) => kind)).toEqual(['started', 'completed']);
});

test('a socket that cannot be renewed is not replaced while a reply is awaited on it', async () => {
  const client = await connected({ renewTimeoutMs: 10 });
  system.answerRenewals = false;
  const asked = client.ask(question);
  await received(system);

  await client.resume();
  await new Promise((resolve) => setTimeout(resolve, 80));
  const during = system.handshakes.length;
  for (const frame of framesOf(asked.messageId, ['끝'])) system.send(frame);
  await readAll(asked.updates);

  expect(during).toBe(1);
  await vi.waitFor(() => expect(system.handshakes).toEqual(['token-1', 'token-2']));
});

test('a reply that was stopped is found as far as it was written', async () => {
  system.onQuestion = (asked) => {
    store(system, asked.messageId, 'stopped', '여기까지');
    accept(system, asked);
  };
  const client = await connected({ silenceMs: 20 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toEqual({ kind: 'stopped', text: '여기까지', cards: [card] });
});

const askedBefore = (asked: Asked): Asked => {
  void asked.updates[Symbol.asyncIterator]().return?.();
  return asked;
};
