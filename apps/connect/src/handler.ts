import { type ConnectionAdmission, connectionLifeSeconds } from '@tarotchat/connection-store';
import { CodedError } from '@tarotchat/errors';
import { connectRoute, type Logger } from '@tarotchat/lambda-kit';

/**
 * Notes the connection: 1 write, in a transaction that fails where the login was signed out since the authorizer looked.
 * It cannot outlive API Gateway's 2 hours, whatever becomes of `$disconnect`.
 */
export const createHandler = (deps: {
  readonly admission: Pick<ConnectionAdmission, 'admit'>;
  readonly logger: Logger;
}) =>
  connectRoute({ logger: deps.logger }, async ({ caller, connectionId, connectedAtMs }) => {
    const { userId, tokenFamily, authExpiresAt } = caller;
    const expiresAt = Math.ceil(connectedAtMs / 1000) + connectionLifeSeconds;
    const connection = { userId, connectionId, tokenFamily, connectedAtMs, authExpiresAt, expiresAt };

    const outcome = await deps.admission.admit(connection, caller);
    if (outcome.kind === 'signed-out') throw new CodedError('UNAUTHENTICATED');
  });
