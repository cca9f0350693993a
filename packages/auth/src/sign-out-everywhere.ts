import type { UserId } from '@tarotchat/protocol';
import type { Unavailable } from './login-tokens.ts';
import type { RevocationStore } from './revocation-store.ts';
import { revokedUntil } from './revoked-until.ts';
import type { UserDirectory } from './user-directory.ts';

/** What a sign-out everywhere needs. */
export type SignOutEverywhereDeps = {
  readonly revocations: Pick<RevocationStore, 'cutOff'>;
  readonly directory: Pick<UserDirectory, 'signOut'>;
  /** Closes all open connections of the person. */
  readonly closeConnections: (userId: UserId) => Promise<void>;
  readonly tokenLife: { readonly accessTokenSeconds: number; readonly refreshTokenSeconds: number };
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Ends all logins of a person up to this second. They are cut off before the connections are looked up: whoever
 * reconnects meanwhile is refused. The login's own sign-out runs beside that; it is an ocean away, and the cut-off holds
 * here even if it does not answer, because a refreshed token keeps the time of its login.
 *
 * @throws what `closeConnections` throws where some stayed open: repeat it.
 */
export const signOutEverywhere =
  (deps: SignOutEverywhereDeps) =>
  async (person: {
    readonly userId: UserId;
    readonly username: string;
  }): Promise<{ readonly kind: 'signed-out' } | Unavailable> => {
    const atMs = deps.now();
    const untilSeconds = revokedUntil(atMs, deps.tokenLife);
    await deps.revocations.cutOff(person.userId, { atSeconds: Math.floor(atMs / 1000), untilSeconds });
    const [atLogin] = await Promise.all([
      deps.directory.signOut(person.username),
      deps.closeConnections(person.userId),
    ]);
    return atLogin;
  };
