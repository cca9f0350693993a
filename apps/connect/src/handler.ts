import { type ConnectionStore, connectionLifeSeconds } from '@tarotchat/connection-store';
import { connectRoute, type Logger } from '@tarotchat/lambda-kit';

/** Notes the connection: 1 write. It cannot outlive API Gateway's 2 hours, whatever becomes of `$disconnect`. */
export const createHandler = (deps: { readonly connections: Pick<ConnectionStore, 'add'>; readonly logger: Logger }) =>
  connectRoute({ logger: deps.logger }, ({ caller, connectionId, connectedAtMs }) =>
    deps.connections.add({
      userId: caller.userId,
      connectionId,
      tokenFamily: caller.tokenFamily,
      connectedAtMs,
      authExpiresAt: caller.authExpiresAt,
      expiresAt: Math.ceil(connectedAtMs / 1000) + connectionLifeSeconds,
    }),
  );
