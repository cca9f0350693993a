import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { limits } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn } from '../src/person.ts';
import { connect } from '../src/socket.ts';
import { until } from '../src/until.ts';

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem({});
});
afterAll(() => system.stop());

const secondsOfMinute = (): number => Math.floor(Date.now() / 1_000) % 60;

test('of fifty questions at once exactly as many are answered as a minute allows', { timeout: 180_000 }, async () => {
  const person = await logIn(system.origin, 'Impatient');
  const socket = await connect(system.webSocketUrl, person.accessToken, { patienceMs: 60_000 });
  // Minutes are the clock's: all fifty have to fall into one.
  if (secondsOfMinute() > 20) await sleep((60 - secondsOfMinute()) * 1_000);

  const question = { action: 'sendMessage', text: 'Now?', spread: 'one-card', language: 'en' };
  for (let count = 0; count < 50; count += 1) socket.send({ ...question, messageId: ulid() });
  const answered = () => socket.events.filter((event) => event.type === 'reply.completed');
  const refused = () => socket.events.filter((event) => event.type === 'error');
  await until('all fifty have ended', () => answered().length + refused().length === 50, { patienceMs: 120_000 });

  expect(answered()).toHaveLength(limits.messagesPerMinute);
  for (const event of refused()) {
    expect(event).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: expect.any(Number) });
  }
  await socket.close();
});
