import { connectionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './connection-store.ts';

const nowMs = 1_800_000_000_500;

let ids = 0;
const aUser = () => userIdSchema.parse(`user-${ids++}`);

/** A connection of a user, open for another hour. */
export const aConnection = (connection: Partial<Connection> = {}): Connection => ({
  userId: aUser(),
  connectionId: connectionIdSchema.parse(`connection-${ids++}=`),
  tokenFamily: tokenFamilySchema.parse('family-1'),
  connectedAtMs: nowMs - 3_600_000,
  authExpiresAt: 1_800_003_000,
  expiresAt: 1_800_003_600,
  ...connection,
});

const byId = (one: Connection, other: Connection): number => one.connectionId.localeCompare(other.connectionId);

/** What every {@link ConnectionStore} has to do. */
export const connectionStoreContract = (store: () => ConnectionStore): void => {
  test('who never connected has no connections', async () => {
    expect(await store().listLive(aUser(), nowMs)).toEqual([]);
  });

  test('all connections of a user are listed as they were noted, and nobody else’s', async () => {
    const userId = aUser();
    const phone = aConnection({ userId });
    const laptop = aConnection({ userId });
    for (const connection of [phone, laptop, aConnection()]) await store().add(connection);

    const live = await store().listLive(userId, nowMs);

    expect([...live].sort(byId)).toEqual([phone, laptop].sort(byId));
  });

  test('a user whose id begins like another’s sees nothing of the other', async () => {
    const userId = userIdSchema.parse('prefix');
    await store().add(aConnection({ userId: userIdSchema.parse('prefix#more') }));

    expect(await store().listLive(userId, nowMs)).toEqual([]);
  });

  test('a removed connection is gone, the user’s others stay', async () => {
    const userId = aUser();
    const [closed, open] = [aConnection({ userId }), aConnection({ userId })];
    for (const connection of [closed, open]) await store().add(connection);

    await store().remove(closed);

    expect(await store().listLive(userId, nowMs)).toEqual([open]);
  });

  test('removing what is not there is no error', async () => {
    await store().remove(aConnection());
  });

  test('nobody removes another user’s connection', async () => {
    const connection = aConnection();
    await store().add(connection);

    await store().remove({ userId: aUser(), connectionId: connection.connectionId });

    expect(await store().listLive(connection.userId, nowMs)).toEqual([connection]);
  });

  test('the same connection noted again replaces what was noted', async () => {
    const connection = aConnection();
    const renewed = { ...connection, authExpiresAt: connection.authExpiresAt + 3_600 };

    await store().add(connection);
    await store().add(renewed);

    expect(await store().listLive(connection.userId, nowMs)).toEqual([renewed]);
  });

  test('a connection whose life is over is not listed, to the millisecond', async () => {
    const connection = aConnection();
    await store().add(connection);

    expect(await store().listLive(connection.userId, connection.expiresAt * 1000 - 1)).toEqual([connection]);
    expect(await store().listLive(connection.userId, connection.expiresAt * 1000)).toEqual([]);
  });

  test('a connection whose token has expired is listed: what that means is the caller’s to say', async () => {
    const connection = aConnection({ authExpiresAt: 1 });
    await store().add(connection);

    expect(await store().listLive(connection.userId, nowMs)).toEqual([connection]);
  });

  test('one connection is found by its whole key, as it is noted', async () => {
    const connection = aConnection();
    await store().add(connection);

    expect(await store().find(connection)).toEqual(connection);
    expect(await store().find({ ...connection, userId: aUser() })).toBeUndefined();
  });

  test('of many who notice that a connection expires one is the first, and once more after a renewal', async () => {
    const connection = aConnection();
    await store().add(connection);
    const notice = async (noticed: Connection) =>
      (await Promise.all([1, 2, 3].map(() => store().noteExpiring(noticed)))).map(({ kind }) => kind).toSorted();

    expect(await notice(connection)).toEqual(['first', 'told', 'told']);

    const renewed = { ...connection, authExpiresAt: connection.authExpiresAt + 3_600 };
    await store().add(renewed);
    expect(await store().noteExpiring(connection)).toEqual({ kind: 'renewed', authExpiresAt: renewed.authExpiresAt });
    expect(await notice(renewed)).toEqual(['first', 'told', 'told']);
  });

  test('a connection that is gone expires for nobody, and is not made again', async () => {
    const connection = aConnection();

    expect(await store().noteExpiring(connection)).toEqual({ kind: 'gone' });
    expect(await store().find(connection)).toBeUndefined();
  });

  test('what was handed out or in is the caller’s own copy', async () => {
    const connection = aConnection();
    await store().add(connection);

    const [listed] = await store().listLive(connection.userId, nowMs);
    Object.assign(listed ?? {}, { tokenFamily: 'changed' });

    expect(await store().listLive(connection.userId, nowMs)).toEqual([connection]);
  });
};
