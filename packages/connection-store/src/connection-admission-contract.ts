import type { Login, RevocationStore } from '@tarotchat/auth';
import { connectionIdSchema, tokenFamilySchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import type { ConnectionAdmission } from './connection-admission.ts';
import type { ConnectionStore } from './connection-store.ts';
import { aConnection } from './connection-store-contract.ts';

const signedInAt = 1_800_000_000;
const untilSeconds = 2_000_000_000;

let families = 0;
const aFamily = () => tokenFamilySchema.parse(`admitted-family-${families++}`);
const loginOf = ({ userId, tokenFamily }: Connection): Login => ({ userId, tokenFamily, signedInAt });

type Parts = {
  readonly admission: ConnectionAdmission;
  readonly connections: ConnectionStore;
  readonly revocations: RevocationStore;
};

/** What every {@link ConnectionAdmission} has to do. */
export const connectionAdmissionContract = (open: () => Parts): void => {
  const admitted = async () => {
    const connection = aConnection({ tokenFamily: aFamily() });
    await open().admission.admit(connection, loginOf(connection));
    return connection;
  };
  const renewalOf = (connection: Connection, changes: Partial<Connection> = {}) => ({
    ...loginOf(connection),
    connectionId: connection.connectionId,
    authExpiresAt: connection.authExpiresAt,
    ...changes,
  });

  test('a connection of a login that stands is noted', async () => {
    const connection = aConnection({ tokenFamily: aFamily() });

    const outcome = await open().admission.admit(connection, loginOf(connection));

    expect(outcome).toEqual({ kind: 'admitted' });
    expect(await open().connections.find(connection)).toEqual(connection);
  });

  test('a login that signed out after its handshake was authorized is not connected', async () => {
    const connection = aConnection({ tokenFamily: aFamily() });
    await open().revocations.revoke(connection.tokenFamily, untilSeconds);

    const outcome = await open().admission.admit(connection, loginOf(connection));

    expect(outcome).toEqual({ kind: 'signed-out' });
    expect(await open().connections.find(connection)).toBeUndefined();
  });

  test('after a sign-out everywhere only a later login is connected', async () => {
    const { admission, connections, revocations } = open();
    const connection = aConnection({ tokenFamily: aFamily() });
    await revocations.cutOff(connection.userId, { atSeconds: signedInAt, untilSeconds });

    expect(await admission.admit(connection, loginOf(connection))).toEqual({ kind: 'signed-out' });
    expect(await connections.find(connection)).toBeUndefined();
    const later = { ...loginOf(connection), signedInAt: signedInAt + 1 };
    expect(await admission.admit(connection, later)).toEqual({ kind: 'admitted' });
  });

  test('a renewal puts the connection under the newer token, of another login of its person too', async () => {
    const connection = await admitted();
    const newer = { tokenFamily: aFamily(), authExpiresAt: connection.authExpiresAt + 3_000 };

    const outcome = await open().admission.renew(renewalOf(connection, newer));

    expect(outcome).toEqual({ kind: 'renewed', authExpiresAt: newer.authExpiresAt });
    expect(await open().connections.find(connection)).toEqual({ ...connection, ...newer });
  });

  test('the same renewal twice is no error', async () => {
    const connection = await admitted();
    const renewal = renewalOf(connection, { authExpiresAt: connection.authExpiresAt + 3_000 });

    await open().admission.renew(renewal);

    expect(await open().admission.renew(renewal)).toEqual({ kind: 'renewed', authExpiresAt: renewal.authExpiresAt });
  });

  test('a token that ends sooner changes nothing', async () => {
    const connection = await admitted();
    const older = { tokenFamily: aFamily(), authExpiresAt: connection.authExpiresAt - 1 };

    const outcome = await open().admission.renew(renewalOf(connection, older));

    expect(outcome).toEqual({ kind: 'renewed', authExpiresAt: connection.authExpiresAt });
    expect(await open().connections.find(connection)).toEqual(connection);
  });

  test('a token of a login that is signed out renews nothing', async () => {
    const connection = await admitted();
    const ended = { tokenFamily: aFamily(), authExpiresAt: connection.authExpiresAt + 3_000 };
    await open().revocations.revoke(ended.tokenFamily, untilSeconds);

    expect(await open().admission.renew(renewalOf(connection, ended))).toEqual({ kind: 'signed-out' });
    expect(await open().connections.find(connection)).toEqual(connection);
  });

  test('a connection that is not noted is not renewed into being, nor one of another person', async () => {
    const connection = await admitted();
    const unknown = aConnection({ connectionId: connectionIdSchema.parse('unknown'), tokenFamily: aFamily() });
    const stranger = aConnection({ connectionId: connection.connectionId, tokenFamily: aFamily() });

    expect(await open().admission.renew(renewalOf(unknown))).toEqual({ kind: 'not-connected' });
    expect(await open().admission.renew(renewalOf(stranger))).toEqual({ kind: 'not-connected' });
    expect(await open().connections.find(unknown)).toBeUndefined();
  });

  test('whatever the order of a handshake and a sign-out, no connection is left that the sign-out does not see', async () => {
    const { admission, connections, revocations } = open();
    const rounds = Array.from({ length: 25 }, async () => {
      const connection = aConnection({ tokenFamily: aFamily() });
      const signOut = async () => {
        await revocations.revoke(connection.tokenFamily, untilSeconds);
        return connections.listLive(connection.userId, 0);
      };
      const [seen, outcome] = await Promise.all([signOut(), admission.admit(connection, loginOf(connection))]);
      return outcome.kind === 'signed-out' || seen.length === 1;
    });

    expect(await Promise.all(rounds)).toEqual(rounds.map(() => true));
  });
};
