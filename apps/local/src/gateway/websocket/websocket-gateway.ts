import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { WebSocketApi } from '../../model/websocket-api.ts';
import { createAuthorize } from '../authorize.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { partsOf } from '../request-parts.ts';
import { invokeIntegration } from '../timed-invocation.ts';
import { type Connection, type ConnectionFacts, closeConnection, webSocketLimits } from './connection.ts';
import { type ConnectionRegistry, createConnectionRegistry } from './connection-registry.ts';
import { onOversizedFrame } from './frame-limit.ts';
import { shakeHands } from './handshake.ts';
import { routeMessage } from './message-route.ts';
import { disconnectEvent } from './websocket-event.ts';

/** One WebSocket API, served. */
export type WebSocketGateway = {
  readonly api: WebSocketApi;
  readonly connections: ConnectionRegistry;
  /** Takes an `upgrade` request of the HTTP server. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  readonly stop: () => void;
};

/** Serves a WebSocket API as API Gateway does. */
export const createWebSocketGateway = (deps: GatewayDeps, api: WebSocketApi): WebSocketGateway => {
  const connections = createConnectionRegistry(deps.clock);
  const handshake = shakeHands({ ...deps, authorize: createAuthorize(deps) }, api);
  const stopSweeping = deps.clock.onTick(connections.sweep);
  // What ws has to echo is known only after $connect has answered.
  const subprotocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: webSocketLimits.messageBytes,
    handleProtocols: (_, request) => subprotocols.get(request) ?? false,
  });

  return {
    api,
    connections,
    upgrade: async (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (!isHandshake(request)) return refuse(socket, { status: 400, message: 'Bad Request' });
      const outcome = await handshake(partsOf(request));
      if (outcome.kind === 'refused') return refuse(socket, outcome);
      // It has gone while $connect ran: for the API it was connected, and is no longer.
      if (socket.destroyed) return announceEnd(deps, api, { facts: outcome.connection, code: 1006, reason: '' });
      if (outcome.subprotocol !== undefined) subprotocols.set(request, outcome.subprotocol);
      server.handleUpgrade(request, socket, head, (webSocket) =>
        serveConnection(deps, { api, connections }, { facts: outcome.connection, webSocket, socket }),
      );
    },
    stop: () => {
      stopSweeping();
      connections.stop();
    },
  };
};

/** What ws would refuse after $connect has run. RFC 6455, section 4.2.1. */
const isHandshake = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' &&
  headers.upgrade?.toLowerCase() === 'websocket' &&
  headers['sec-websocket-version'] === '13' &&
  /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '');

const refuse = (socket: Duplex, { status, message }: { readonly status: number; readonly message: string }): void => {
  const requestId = randomUUID();
  const body = JSON.stringify({ message, requestId });
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `x-amzn-RequestId: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
};

type Served = { readonly api: WebSocketApi; readonly connections: ConnectionRegistry };
type Opened = { readonly facts: ConnectionFacts; readonly webSocket: WebSocket; readonly socket: Duplex };

const serveConnection = (
  deps: GatewayDeps,
  { api, connections }: Served,
  { facts, webSocket, socket }: Opened,
): void => {
  const connection: Connection = { ...facts, socket: webSocket, lastActiveAtMs: deps.clock.now(), isClosing: false };
  const route = routeMessage(deps, api);
  const failed = (error: unknown): void =>
    deps.warn(`a message could not be routed: ${error instanceof Error ? error.message : 'unknown'}`);
  connections.add(connection);

  onOversizedFrame(socket, webSocketLimits.frameBytes, () => closeConnection(connection, 1009, 'Frame too large'));
  // ws itself closes with 1009 past maxPayload, and tells it as an error.
  webSocket.on('error', () => {
    connection.isClosing = true;
  });
  webSocket.on('message', (data, isBinary) => {
    if (connection.isClosing) return;
    connection.lastActiveAtMs = deps.clock.now();
    if (isBinary) return closeConnection(connection, 1003, 'Binary frames are not supported');
    // Not awaited: messages of one connection run beside each other, in no order.
    route(facts, String(data))
      .then((answer) => (answer === undefined ? undefined : connections.post(facts.connectionId, answer)))
      .catch(failed);
  });
  webSocket.on('close', (code, reason) => {
    // Best effort, as $disconnect is: none is announced while the whole runtime stops.
    if (connections.remove(facts.connectionId)) {
      announceEnd(deps, api, { facts, code, reason: String(reason) }).catch(failed);
    }
  });
};

type End = { readonly facts: ConnectionFacts; readonly code: number; readonly reason: string };

const announceEnd = async (deps: GatewayDeps, api: WebSocketApi, { facts, code, reason }: End): Promise<void> => {
  const integration = api.routes.find(({ routeKey }) => routeKey === '$disconnect')?.integration;
  if (integration?.kind !== 'lambda') return;
  await invokeIntegration(deps)({
    functionName: integration.functionName,
    sourceArn: `${api.stageArn}/$disconnect`,
    event: disconnectEvent(
      api,
      { connection: facts, code, reason },
      { routeKey: '$disconnect', eventType: 'DISCONNECT', requestId: randomUUID(), nowMs: deps.clock.now() },
    ),
    timeoutMs: integration.timeoutMs,
  });
};
