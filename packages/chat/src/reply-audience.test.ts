import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import type { ServerEvent } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import type { PostOutcome } from './connection-gateway.ts';
import { memoryConnectionGateway } from './memory/memory-connection-gateway.ts';
import { replyAudience } from './reply-audience.ts';
import { aConnection } from './testing/a-connection.ts';
import { aReplyJob, askedAtMs } from './testing/a-reply-job.ts';

const { sessionId, messageId } = aReplyJob();
const delta = (sequence: number): ServerEvent => ({
  type: 'reply.delta',
  sessionId,
  messageId,
  sequence,
  text: 'word ',
});
const completed = (sequence: number): ServerEvent => ({ type: 'reply.completed', sessionId, messageId, sequence });

const sequencesOf = (events: readonly ServerEvent[]) => events.map((event) => 'sequence' in event && event.sequence);

const open = (...[answer]: Parameters<typeof memoryConnectionGateway>) => {
  const gateway = memoryConnectionGateway(answer);
  const connections = memoryConnectionStore();
  const warnings: string[] = [];
  const log = { warn: (sentence: string) => void warnings.push(sentence) };
  return { deps: { gateway, connections, log, now: () => askedAtMs }, gateway, connections, warnings };
};

test('each connection has one post in flight, and a slow one does not hold up another', async () => {
  const [quick, slow] = [aConnection(), aConnection()];
  const waiting: (() => void)[] = [];
  const { deps, gateway } = open((connectionId) =>
    connectionId === quick.connectionId
      ? Promise.resolve({ kind: 'delivered' })
      : new Promise<PostOutcome>((resolve) => waiting.push(() => resolve({ kind: 'delivered' }))),
  );
  const audience = replyAudience(deps, [quick, slow]);

  for (const sequence of [1, 2, 3]) audience.send(delta(sequence));
  await new Promise(setImmediate);

  expect(sequencesOf(gateway.received(quick.connectionId))).toEqual([1, 2, 3]);
  expect(waiting).toHaveLength(1);
  for (let posted = 0; posted < 3; posted += 1) {
    waiting[posted]?.();
    await new Promise(setImmediate);
  }
  await audience.settled();
  expect(sequencesOf(gateway.received(slow.connectionId))).toEqual([1, 2, 3]);
});

test('a gone connection is forgotten and posted to no more', async () => {
  const [here, left] = [aConnection(), aConnection()];
  let postsToLeft = 0;
  const { deps, gateway, connections } = open(async (connectionId) => {
    if (connectionId === here.connectionId) return { kind: 'delivered' };
    postsToLeft += 1;
    return { kind: 'gone' };
  });
  await connections.add(left);
  const audience = replyAudience(deps, [here, left]);

  audience.send(delta(1));
  audience.send(delta(2));
  audience.send(completed(3), { isLast: true });
  await audience.settled();

  expect(postsToLeft).toBe(1);
  expect(await connections.listLive(left.userId, askedAtMs)).toEqual([]);
  expect(sequencesOf(gateway.received(here.connectionId))).toEqual([1, 2, 3]);
});

test('a connection whose authority has expired is skipped', async () => {
  const expired = aConnection({ authExpiresAt: Math.floor(askedAtMs / 1_000) });
  const valid = aConnection({ authExpiresAt: Math.floor(askedAtMs / 1_000) + 1 });
  const { deps, gateway } = open();
  const audience = replyAudience(deps, [expired, valid]);

  audience.send(delta(1));
  audience.send(completed(2), { isLast: true });
  await audience.settled();

  expect(gateway.received(expired.connectionId)).toEqual([]);
  expect(sequencesOf(gateway.received(valid.connectionId))).toEqual([1, 2]);
});

test.each([
  ['that is busy', async (): Promise<PostOutcome> => ({ kind: 'busy' })],
  ['whose post fails', () => Promise.reject(new Error('network'))],
])('a connection %s gets no later words but hears how it ended', async (_, trouble) => {
  const connection = aConnection();
  const { deps, gateway } = open(async (_connectionId, event) =>
    event.type === 'reply.delta' && event.sequence === 2 ? trouble() : { kind: 'delivered' },
  );
  const audience = replyAudience(deps, [connection]);

  for (const sequence of [1, 2, 3]) audience.send(delta(sequence));
  await audience.settled();
  audience.send(delta(4));
  audience.send(completed(5), { isLast: true });
  await audience.settled();

  expect(sequencesOf(gateway.received(connection.connectionId))).toEqual([1, 5]);
});

test('frames pile up for a connection that hangs only so far', async () => {
  const connection = aConnection();
  let release = () => {};
  const { deps, gateway } = open(
    () =>
      new Promise((resolve) => {
        release = () => resolve({ kind: 'delivered' });
      }),
  );
  const audience = replyAudience(deps, [connection]);

  for (let sequence = 1; sequence <= 500; sequence += 1) audience.send(delta(sequence));
  await new Promise(setImmediate);
  audience.send(completed(501), { isLast: true });
  release();
  await new Promise(setImmediate);
  release();
  await audience.settled();

  expect(sequencesOf(gateway.received(connection.connectionId))).toEqual([501]);
});

test('what goes wrong is logged without a word of the frame', async () => {
  const { deps, warnings } = open(() => Promise.reject(new Error('network')));
  const audience = replyAudience(deps, [aConnection()]);

  audience.send(delta(1));
  await audience.settled();

  expect(warnings).toEqual(['a frame was not delivered']);
});

const nowSeconds = Math.floor(askedAtMs / 1_000);
const typesOf = (events: readonly ServerEvent[]) => events.map(({ type }) => type);

test('a connection whose authority ends within two minutes is told so once, over all replies', async () => {
  const ending = aConnection({ authExpiresAt: nowSeconds + 120 });
  const lasting = aConnection({ authExpiresAt: nowSeconds + 121 });
  const { deps, gateway, connections } = open();
  for (const connection of [ending, lasting]) await connections.add(connection);

  for (const sequence of [1, 2]) {
    const audience = replyAudience(deps, [ending, lasting]);
    audience.send(delta(sequence));
    audience.send(completed(sequence), { isLast: true });
    await audience.settled();
  }

  expect(typesOf(gateway.received(ending.connectionId))).toEqual([
    'reply.delta',
    'session.expiring',
    'reply.completed',
    'reply.delta',
    'reply.completed',
  ]);
  expect(gateway.received(ending.connectionId)[1]).toEqual({ type: 'session.expiring', expiresAt: nowSeconds + 120 });
  expect(typesOf(gateway.received(lasting.connectionId))).not.toContain('session.expiring');
});

test('a connection that was renewed while its reply runs hears it to the end, and is told of no end', async () => {
  const connection = aConnection({ authExpiresAt: nowSeconds + 60 });
  const { deps, gateway, connections } = open();
  const clock = { nowMs: askedAtMs };
  await connections.add({ ...connection, authExpiresAt: nowSeconds + 3_600 });
  const audience = replyAudience({ ...deps, now: () => clock.nowMs }, [connection]);

  audience.send(delta(1));
  await audience.settled();
  clock.nowMs += 61_000;
  audience.send(delta(2));
  await audience.settled();

  expect(typesOf(gateway.received(connection.connectionId))).toEqual(['reply.delta', 'reply.delta']);
});

test('a renewal after the end of the old token is seen too', async () => {
  const connection = aConnection({ authExpiresAt: nowSeconds + 60 });
  const { deps, gateway, connections } = open();
  const clock = { nowMs: askedAtMs };
  await connections.add(connection);
  const audience = replyAudience({ ...deps, now: () => clock.nowMs }, [connection]);

  audience.send(delta(1));
  await audience.settled();
  await connections.add({ ...connection, authExpiresAt: nowSeconds + 3_600 });
  clock.nowMs += 61_000;
  audience.send(delta(2));
  await audience.settled();

  expect(typesOf(gateway.received(connection.connectionId))).toEqual([
    'reply.delta',
    'session.expiring',
    'reply.delta',
  ]);
});

test('an audience is followed as long as a socket is there that may hear and keeps up', async () => {
  const [first, second] = [aConnection(), aConnection()];
  const answers: PostOutcome[] = [{ kind: 'gone' }, { kind: 'delivered' }, { kind: 'busy' }];
  const { deps } = open(async () => answers.shift() ?? { kind: 'delivered' });
  const audience = replyAudience(deps, [first, second]);
  const after = async (sequence: number) => {
    audience.send(delta(sequence));
    await audience.settled();
    return audience.isFollowed();
  };

  expect([audience.isFollowed(), await after(1), await after(2)]).toEqual([true, true, false]);
  expect(replyAudience(deps, []).isFollowed()).toBe(false);
  expect(replyAudience(deps, [aConnection({ authExpiresAt: nowSeconds })]).isFollowed()).toBe(false);
});
