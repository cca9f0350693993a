import { webSocketLimits } from './connection.ts';
import type { ConnectionRegistry } from './connection-registry.ts';

/** An answer of the `@connections` API. */
export type ManagementAnswer = {
  readonly status: number;
  readonly errorType?: string;
  readonly body: unknown;
};

const gone: ManagementAnswer = { status: 410, errorType: 'GoneException', body: { message: 'Gone' } };

/**
 * `@connections`: POST sends, GET describes, DELETE closes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export const manageConnection =
  (connections: ConnectionRegistry) =>
  async (method: string, connectionId: string, body: Buffer): Promise<ManagementAnswer> => {
    switch (method) {
      case 'POST': {
        if (body.byteLength > webSocketLimits.messageBytes) {
          return { status: 413, errorType: 'PayloadTooLargeException', body: { message: 'Payload is too large' } };
        }
        const outcome = await connections.post(connectionId, body.toString('utf8'));
        return outcome === 'gone' ? gone : { status: 200, body: undefined };
      }
      case 'DELETE':
        return connections.close(connectionId) === 'gone' ? gone : { status: 204, body: undefined };
      case 'GET': {
        const description = connections.describe(connectionId);
        return description === 'gone' ? gone : { status: 200, body: description };
      }
      default:
        return { status: 403, errorType: 'ForbiddenException', body: { message: 'Forbidden' } };
    }
  };
