import type { Login } from '@tarotchat/auth';
import type { ConnectionAdmission } from '../connection-admission.ts';
import type { ConnectionStore } from '../connection-store.ts';

/** {@link ConnectionAdmission} over stores in this process; for tests. */
export const memoryConnectionAdmission = (deps: {
  readonly connections: Pick<ConnectionStore, 'add' | 'find'>;
  readonly revocations: { readonly isRevoked: (login: Login) => Promise<boolean> };
}): ConnectionAdmission => ({
  admit: async (connection, login) => {
    if (await deps.revocations.isRevoked(login)) return { kind: 'signed-out' };
    await deps.connections.add(connection);
    return { kind: 'admitted' };
  },
  renew: async (renewal) => {
    if (await deps.revocations.isRevoked(renewal)) return { kind: 'signed-out' };
    const connection = await deps.connections.find(renewal);
    if (!connection) return { kind: 'not-connected' };
    const { tokenFamily, authExpiresAt } = renewal;
    if (connection.authExpiresAt > authExpiresAt) return { kind: 'renewed', authExpiresAt: connection.authExpiresAt };
    await deps.connections.add({ ...connection, tokenFamily, authExpiresAt });
    return { kind: 'renewed', authExpiresAt };
  },
});
