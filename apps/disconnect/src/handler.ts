import type { ConnectionStore } from '@tarotchat/connection-store';
import { disconnectRoute } from '@tarotchat/lambda-kit';

/** Forgets the connection: 1 delete by its whole key, since the authorizer's context is there on `$disconnect` too. */
export const createHandler = (deps: { readonly connections: Pick<ConnectionStore, 'remove'> }) =>
  disconnectRoute(({ caller, connectionId }) => deps.connections.remove({ userId: caller.userId, connectionId }));
