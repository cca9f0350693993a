import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  LimitExceededException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ConnectionGateway } from '../connection-gateway.ts';

/**
 * {@link ConnectionGateway} on the `@connections` of a WebSocket API.
 *
 * The client repeats a throttled call with growing pauses as often as its `maxAttempts` says (3 unless set); only then
 * it is `busy`. A gone connection is told by the exception's class: SDK v3 puts no `statusCode` on it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export const apiGatewayConnectionGateway = (deps: {
  readonly client: ApiGatewayManagementApiClient;
}): ConnectionGateway => ({
  post: (connectionId, event) =>
    outcome('delivered', () =>
      deps.client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(event) })),
    ),
  close: (connectionId) =>
    outcome('closed', () => deps.client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }))),
});

const outcome = async <Done extends 'delivered' | 'closed'>(
  done: Done,
  call: () => Promise<unknown>,
): Promise<{ kind: Done } | { kind: 'gone' } | { kind: 'busy' }> => {
  try {
    await call();
    return { kind: done };
  } catch (error) {
    if (error instanceof GoneException) return { kind: 'gone' };
    if (error instanceof LimitExceededException) return { kind: 'busy' };
    throw error;
  }
};
