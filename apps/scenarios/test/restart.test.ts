import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalSystem } from '@tarotchat/local';
import { messagePageSchema } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { logIn } from '../src/person.ts';
import { connect } from '../src/socket.ts';

test('questions that were accepted before a stop are answered after the next start, with the cards drawn before', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tarotchat-restart-'));
  const before = await startLocalSystem({ dataFolder });
  const person = await logIn(before.origin, 'Patient');
  const socket = await connect(before.webSocketUrl, person.accessToken);
  const sessionId = ulid();
  const question = {
    action: 'sendMessage',
    messageId: sessionId,
    text: 'A long one.',
    spread: 'celtic-cross',
    language: 'en',
  };
  socket.send(question);
  const started = await socket.next((event) => event.type === 'reply.started');
  // The second waits behind the first: one session is one message group.
  socket.send({ ...question, sessionId, messageId: ulid(), spread: 'one-card' });
  await socket.next((event) => event.type === 'message.accepted' && event.messageId !== sessionId);
  await before.stop();

  const after = await startLocalSystem({ dataFolder });
  const again = await logIn(after.origin, 'Patient');
  const page = async () =>
    messagePageSchema.parse(await (await again.api('GET', `/sessions/${sessionId}`)).json()).messages;
  const completed = async () =>
    (await page()).flatMap((message) => (message.kind === 'reply' && message.status === 'completed' ? [message] : []));
  await expect.poll(async () => (await completed()).length, { timeout: 40_000, interval: 500 }).toBe(2);

  expect((await page()).map((message) => message.kind)).toEqual(['question', 'reply', 'question', 'reply']);
  expect(started).toMatchObject({ cards: (await completed())[0]?.cards });
  await after.stop();
  await rm(dataFolder, { recursive: true });
}, 60_000);
