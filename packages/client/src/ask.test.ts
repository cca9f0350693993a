import { problem } from '@tarotchat/errors';
import { errorEvent, sessionBegunBy } from '@tarotchat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aConnectedClient, accept, card, framesOf, idsAsked, question, readAll } from '../test/asking.ts';
import { aClient } from '../test/browser.ts';
import { type System, startSystem } from '../test/system.ts';
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

test('a question is accepted, its cards are drawn, its words arrive, it ends', async () => {
  system.onQuestion = (asked) => {
    accept(system, asked);
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
    accept(system, asked);
    for (const frame of framesOf(asked.messageId, ['하나 ', '둘 ', '셋']).reverse()) system.send(frame);
  };
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'completed', text: '하나 둘 셋' });
});

test('a reply that begins again is read from its beginning', async () => {
  system.onQuestion = (asked) => {
    accept(system, asked);
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
  expect(idsAsked(system)).toEqual([asked.messageId, asked.messageId]);
});

test('a server that calls fresh tokens expired is believed in the end', async () => {
  system.onQuestion = ({ messageId }) => system.send(errorEvent(problem('AUTH_EXPIRED'), { messageId }));
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'AUTH_EXPIRED' });
  expect(system.questions).toHaveLength(3);
});

test('a reply that never ends is given up after a while', async () => {
  system.onQuestion = (asked) => accept(system, asked);
  const client = await connected({ patienceMs: 150, silenceMs: 20 });

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'TIMEOUT' });
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

test('a question over the quota fails with the time to wait', async () => {
  system.onQuestion = ({ messageId }) =>
    system.send(errorEvent(problem('TOO_MANY_REQUESTS', { retryAfterSeconds: 42 }), { messageId }));
  const client = await connected();

  const updates = await readAll(client.ask(question).updates);

  expect(updates.at(-1)).toMatchObject({ kind: 'failed', code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 42 });
});
