import type { Connection } from '@tarotchat/connection-store';
import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { type ServerEvent, serverEventSchema } from '@tarotchat/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryConnectionGateway } from './memory/memory-connection-gateway.ts';
import { memoryConversationStore } from './memory/memory-conversation-store.ts';
import { scriptedReader } from './memory/scripted-reader.ts';
import { defaultQuotas } from './quota.ts';
import type { ReplyJob } from './reply-job.ts';
import { aConnection } from './testing/a-connection.ts';
import { aCard, aMessageId, aReplyJob, askedAtMs, aUserId, messageKey, sessionKey } from './testing/a-reply-job.ts';
import { type VirtualClock, virtualClock } from './testing/virtual-clock.ts';
import { writeReply } from './write-reply.ts';

type Script = (clock: VirtualClock, attempt: number) => AsyncIterable<string> | Iterable<string>;

/** A person with two open sockets, a clock, and a reader that follows a script. */
const aRoom = async (script: Script, userId = aUserId(), quotas = defaultQuotas) => {
  const clock = virtualClock(askedAtMs);
  const calls: string[] = [];
  const slowness = { postMs: 0 };
  const cutOff: { atSeconds: number | undefined } = { atSeconds: undefined };
  const connections = memoryConnectionStore();
  const gateway = memoryConnectionGateway(async () => {
    if (slowness.postMs > 0) await clock.sleep(slowness.postMs);
    return { kind: 'delivered' };
  });
  const conversations = memoryConversationStore(quotas);
  const readingModel = scriptedReader((_, attempt) => script(clock, attempt));
  const devices = [aConnection({ userId }), aConnection({ userId })] as const;
  for (const device of devices) await connections.add(device);
  const drawn = [aCard({ cardId: 'the-star' }), aCard({ cardId: 'the-moon' }), aCard({ cardId: 'the-sun' })];
  const write = writeReply({
    conversations: noting(calls, conversations),
    connections: noting(calls, connections),
    cutOffs: noting(calls, { cutOffOf: async () => cutOff.atSeconds }),
    gateway,
    readingModel,
    drawCards: () => [drawn.shift() ?? aCard()],
    now: clock.now,
    sleep: clock.sleep,
    log: { warn: () => {} },
  });
  const attempt = (job: ReplyJob, isLast = false) =>
    clock.run(write({ job, isLast, deadlineMs: clock.now() + 52_000, settleByMs: clock.now() + 58_000 }));
  const heardBy = (device: Connection) =>
    gateway.received(device.connectionId).map((event) => serverEventSchema.parse(event));
  const stored = (job: ReplyJob) => conversations.listMessages(sessionKey(job), { limit: 50 });
  return {
    userId,
    clock,
    calls,
    slowness,
    cutOff,
    connections,
    conversations,
    readingModel,
    gateway,
    devices,
    attempt,
    heardBy,
    stored,
  };
};

/** The same store, whose calls are noted by name. */
const noting = <Store extends object>(calls: string[], store: Store): Store =>
  new Proxy(store, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        calls.push(String(name));
        return Reflect.apply(member, target, args);
      };
    },
  });

const words = ['별이 ', '떴어요. ', '괜찮을 ', '거예요.'];
const typesOf = (events: readonly ServerEvent[]) => events.map(({ type }) => type);

test('every device of the person hears the whole reading in order, and it is stored once', async () => {
  const room = await aRoom(() => words);
  const job = aReplyJob({ userId: room.userId });

  const outcome = await room.attempt(job);

  const of = { sessionId: job.sessionId, messageId: job.messageId };
  expect(outcome).toEqual({ kind: 'completed', frames: 2, textBytes: Buffer.byteLength(words.join('')) });
  for (const device of room.devices) {
    expect(room.heardBy(device)).toEqual([
      { type: 'reply.started', ...of, sequence: 0, spread: 'one-card', language: 'ko', cards: [aCard()] },
      { type: 'reply.delta', ...of, sequence: 1, text: '별이 ' },
      { type: 'reply.delta', ...of, sequence: 2, text: '떴어요. 괜찮을 거예요.' },
      { type: 'reply.completed', ...of, sequence: 3 },
    ]);
  }
  expect(await room.stored(job)).toMatchObject({
    messages: [{ text: job.text }, { status: 'completed', text: words.join(''), cards: [aCard()] }],
  });
});

test('whatever the pace of the model, the frames count up without a gap and together are the stored text', async () => {
  const piece = fc.record({ afterMs: fc.nat({ max: 400 }), text: fc.string({ minLength: 1, maxLength: 20 }) });
  const pieces = fc.array(piece, { minLength: 1, maxLength: 30 }).filter((all) => all.some(({ text }) => text.trim()));
  await fc.assert(
    fc.asyncProperty(pieces, async (said) => {
      const room = await aRoom(async function* (clock) {
        for (const { afterMs, text } of said) {
          await clock.sleep(afterMs);
          yield text;
        }
      });
      const job = aReplyJob({ userId: room.userId });

      await room.attempt(job);

      const heard = room.heardBy(room.devices[0]);
      const text = heard.map((event) => (event.type === 'reply.delta' ? event.text : '')).join('');
      expect(heard.map((event) => 'sequence' in event && event.sequence)).toEqual(heard.map((_, n) => n));
      expect(text).toBe(said.map((each) => each.text).join(''));
      expect(await room.stored(job)).toMatchObject({ messages: [{}, { status: 'completed', text }] });
    }),
    { numRuns: 50 },
  );
});

test('a job delivered again after its end writes nothing, sends nothing and reads no cards', async () => {
  const room = await aRoom(() => words);
  const job = aReplyJob({ userId: room.userId });
  await room.attempt(job);
  const before = { heard: room.heardBy(room.devices[0]), stored: await room.stored(job) };

  const outcome = await room.attempt(job);

  expect(outcome).toEqual({ kind: 'already-ended' });
  expect({ heard: room.heardBy(room.devices[0]), stored: await room.stored(job) }).toEqual(before);
  expect(room.readingModel.requests).toHaveLength(1);
});

test('an attempt after a crash begins again with the recorded cards and question', async () => {
  const room = await aRoom((_, attempt) => (attempt === 1 ? brokenAfter('별이 ') : words));
  const job = aReplyJob({ userId: room.userId });

  await expect(room.attempt(job)).rejects.toMatchObject({ code: 'READING_FAILED' });
  const outcome = await room.attempt({ ...job, text: 'another question' });

  expect(outcome).toMatchObject({ kind: 'completed' });
  expect(room.readingModel.requests).toMatchObject([
    { question: job.text, cards: [aCard()] },
    { question: job.text, cards: [aCard()] },
  ]);
  expect(typesOf(room.heardBy(room.devices[0]))).toEqual([
    'reply.started',
    'reply.delta',
    'reply.started',
    'reply.delta',
    'reply.delta',
    'reply.completed',
  ]);
  expect(await room.stored(job)).toMatchObject({ messages: [{}, { text: words.join('') }] });
});

test('the failure of the last attempt is stored, sent and thrown', async () => {
  const room = await aRoom(() => brokenAfter('별이 '));
  const job = aReplyJob({ userId: room.userId });

  await expect(room.attempt(job, true)).rejects.toMatchObject({
    code: 'READING_FAILED',
    cause: expect.objectContaining({ message: 'model broke' }),
  });

  expect(room.heardBy(room.devices[1])).toMatchObject([
    { type: 'reply.started', sequence: 0 },
    { type: 'reply.delta', sequence: 1 },
    { type: 'reply.failed', code: 'READING_FAILED', sequence: 2 },
  ]);
  expect(await room.stored(job)).toMatchObject({ messages: [{}, { status: 'failed', errorCode: 'READING_FAILED' }] });
});

test('a failure that is not the last leaves the reply in writing and says nothing of it', async () => {
  const room = await aRoom(() => brokenAfter('별이 '));
  const job = aReplyJob({ userId: room.userId });

  await expect(room.attempt(job)).rejects.toMatchObject({ code: 'READING_FAILED' });

  expect(typesOf(room.heardBy(room.devices[0]))).not.toContain('reply.failed');
  expect(await room.stored(job)).toMatchObject({ messages: [{}, { status: 'writing', text: '' }] });
});

test('a model that says nothing has failed', async () => {
  const room = await aRoom(() => ['', ' \n']);

  await expect(room.attempt(aReplyJob({ userId: room.userId }))).rejects.toMatchObject({ code: 'READING_FAILED' });
});

test('a model that hangs is left at the deadline', async () => {
  const room = await aRoom(async function* () {
    yield '별이 ';
    await new Promise(() => {});
  });

  await expect(room.attempt(aReplyJob({ userId: room.userId }), true)).rejects.toMatchObject({
    code: 'READING_FAILED',
    cause: expect.objectContaining({ message: 'the deadline has passed' }),
  });

  expect(typesOf(room.heardBy(room.devices[0]))).toEqual(['reply.started', 'reply.delta', 'reply.failed']);
  expect(room.readingModel.requests[0]?.signal?.aborted).toBe(true);
});

test('a follow-up gets the turns before it, a first question none', async () => {
  const room = await aRoom(() => words);
  const first = aReplyJob({ userId: room.userId });
  const followUp = aReplyJob({ ...sessionKey(first), messageId: aMessageId(2), text: '언제요?' });

  await room.attempt(first);
  await room.attempt(followUp);

  expect(room.readingModel.requests).toMatchObject([
    { history: [] },
    { question: '언제요?', history: [{ question: first.text, reply: words.join('') }] },
  ]);
});

test('a follow-up to a session that is not there is answered with an error, and nothing is stored', async () => {
  const room = await aRoom(() => words);
  const job = aReplyJob({ userId: room.userId, sessionId: aReplyJob().sessionId, messageId: aMessageId(2) });

  const outcome = await room.attempt(job);

  expect(outcome).toEqual({ kind: 'session-not-found' });
  expect(room.heardBy(room.devices[0])).toMatchObject([
    { type: 'error', code: 'SESSION_NOT_FOUND', messageId: job.messageId },
  ]);
  expect(await room.stored(job)).toEqual({ kind: 'not-found' });
  expect(room.readingModel.requests).toEqual([]);
});

test.each([
  ['goes on to its end', false],
  ['fails for good', true],
])('a reply whose session is deleted meanwhile and that %s is dropped, and says so', async (_, breaks) => {
  const job = aReplyJob();
  const room = await aRoom(async function* () {
    yield '별이 ';
    await room.conversations.deleteSession(sessionKey(job));
    if (breaks) throw new Error('model broke');
  }, job.userId);

  const outcome = await room.attempt(job, true);

  expect(outcome).toEqual({ kind: 'dropped' });
  expect(room.heardBy(room.devices[0]).at(-1)).toMatchObject({ type: 'reply.failed', code: 'SESSION_NOT_FOUND' });
  expect(await room.stored(job)).toEqual({ kind: 'not-found' });
});

test('a first question costs one claim, one look at who is connected and one end; a follow-up the history more', async () => {
  const room = await aRoom(() => words);
  const first = aReplyJob({ userId: room.userId });

  await room.attempt(first);
  const ofFirst = room.calls.splice(0);
  await room.attempt(aReplyJob({ ...sessionKey(first), messageId: aMessageId(2) }));

  expect(ofFirst).toEqual(['claimReply', 'listLive', 'completeReply']);
  expect(room.calls).toEqual(['claimReply', 'listLive', 'recentTurns', 'completeReply']);
});

test('a slow socket is waited for', async () => {
  const room = await aRoom(() => words);
  room.slowness.postMs = 900;
  const job = aReplyJob({ userId: room.userId });

  await room.attempt(job);

  expect(typesOf(room.heardBy(room.devices[0])).at(-1)).toBe('reply.completed');
});

test('a socket that hangs is not waited for past the end of the function’s time', async () => {
  const room = await aRoom(() => words);
  room.slowness.postMs = 3_600_000;
  const job = aReplyJob({ userId: room.userId });

  const outcome = await room.attempt(job);

  expect(outcome).toMatchObject({ kind: 'completed' });
  expect(room.clock.now()).toBe(askedAtMs + 58_000);
});

test('nobody hears a word of another person’s reading', async () => {
  const room = await aRoom(() => words);
  const stranger = aConnection();
  await room.connections.add(stranger);

  await room.attempt(aReplyJob({ userId: room.userId }));

  expect(room.heardBy(stranger)).toEqual([]);
});

test('a reply is written and stored also where nobody is connected', async () => {
  const room = await aRoom(() => words);
  const job = aReplyJob();

  const outcome = await room.attempt(job);

  expect(outcome).toMatchObject({ kind: 'completed' });
  expect(await room.stored(job)).toMatchObject({ messages: [{}, { status: 'completed' }] });
});

test('a reply that another attempt has completed meanwhile is told as completed', async () => {
  const job = aReplyJob();
  const room = await aRoom(async function* () {
    yield words.join('');
    await room.conversations.completeReply({ ...messageKey(job), text: words.join('') });
  }, job.userId);

  await room.attempt(job);

  expect(typesOf(room.heardBy(room.devices[0])).at(-1)).toBe('reply.completed');
});

test('over the quota the person is told how long to wait, and no reading is asked for', async () => {
  const room = await aRoom(() => words, aUserId(), { messagesPerMinute: 1, readingsPerDay: 9 });
  await room.attempt(aReplyJob({ userId: room.userId }));
  const tooMuch = aReplyJob({ userId: room.userId, messageId: aMessageId(2), askedAtMs: askedAtMs + 1_000 });

  const outcome = await room.attempt(tooMuch);

  expect(outcome).toEqual({ kind: 'over-quota' });
  expect(room.heardBy(room.devices[1]).at(-1)).toMatchObject({
    type: 'error',
    code: 'TOO_MANY_REQUESTS',
    messageId: tooMuch.messageId,
    retryAfterSeconds: 55,
  });
  expect(room.readingModel.requests).toHaveLength(1);
  expect(await room.attempt(tooMuch)).toEqual({ kind: 'already-ended' });
});

test('beyond five connections the oldest are closed, and hear nothing more', async () => {
  const room = await aRoom(() => words);
  const older = [1, 2, 3, 4, 5].map((n) =>
    aConnection({ userId: room.userId, connectedAtMs: askedAtMs - 100_000 * n }),
  );
  for (const connection of older) await room.connections.add(connection);

  await room.attempt(aReplyJob({ userId: room.userId }));

  expect(room.gateway.closed.toSorted()).toEqual([older[3], older[4]].map((old) => old?.connectionId).toSorted());
  expect(older.map((old) => room.heardBy(old).length > 0)).toEqual([true, true, true, false, false]);
  expect(typesOf(room.heardBy(room.devices[0])).at(-1)).toBe('reply.completed');
});

/** A word a second; after three the person signs out everywhere. */
const untilSignOut = async function* (clock: VirtualClock, signOut: () => Promise<void>) {
  for (const word of ['one ', 'two ', 'three ', 'four ', 'five ', 'six ', 'seven ', 'eight ']) {
    yield word;
    if (word === 'three ') await signOut();
    await clock.sleep(1_000);
  }
};

test('a sign-out everywhere stops the reply: its sockets are gone, and what was written is stored', async () => {
  const job = aReplyJob();
  const room = await aRoom(
    (clock) =>
      untilSignOut(clock, async () => {
        room.cutOff.atSeconds = Math.floor(clock.now() / 1_000);
        for (const { connectionId } of room.devices) await room.gateway.close(connectionId);
      }),
    job.userId,
  );

  const outcome = await room.attempt(job);

  expect(outcome).toMatchObject({ kind: 'stopped' });
  expect(await room.stored(job)).toMatchObject({
    messages: [{}, { status: 'stopped', text: 'one two three ' }],
  });
  expect(await room.attempt(job)).toEqual({ kind: 'already-ended' });
  // One look when the sockets were found gone was enough.
  expect(room.calls.filter((call) => call === 'cutOffOf')).toHaveLength(1);
});

test('a reply that somebody listens to never looks for a sign-out', async () => {
  const room = await aRoom((clock) => untilSignOut(clock, async () => {}));

  await room.attempt(aReplyJob({ userId: room.userId }));

  expect(room.calls).not.toContain('cutOffOf');
});

test('a reply whose page was closed goes on, and looks for a sign-out every two seconds at most', async () => {
  const job = aReplyJob();
  const room = await aRoom((clock) => untilSignOut(clock, async () => {}));

  expect(await room.attempt(job)).toMatchObject({ kind: 'completed' });
  expect(room.calls.filter((call) => call === 'cutOffOf')).toHaveLength(4);
});

test('a sign-out before the question stops nothing', async () => {
  const room = await aRoom(() => words);
  room.cutOff.atSeconds = Math.floor(askedAtMs / 1_000) - 1;

  expect(await room.attempt(aReplyJob())).toMatchObject({ kind: 'completed' });
});

test('a question that waits in the queue while its person signs out everywhere is not read at all', async () => {
  const room = await aRoom(() => words);
  room.cutOff.atSeconds = Math.floor(askedAtMs / 1_000);
  const job = aReplyJob();

  expect(await room.attempt(job)).toEqual({ kind: 'stopped', frames: 0, textBytes: 0 });
  expect(room.readingModel.requests).toEqual([]);
  expect(await room.stored(job)).toMatchObject({ messages: [{}, { status: 'stopped', text: '' }] });
});

const brokenAfter = async function* (text: string) {
  yield text;
  throw new Error('model broke');
};
