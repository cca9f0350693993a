import type { WebSocket } from 'ws';
import type { AuthorizerContext } from '../authorize.ts';

/** What a connection is known by, from its handshake to its end. */
export type ConnectionFacts = {
  readonly connectionId: string;
  readonly connectedAtMs: number;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** Fixed for the life of the connection; absent where `$connect` has no authorizer. */
  readonly authorizer: AuthorizerContext | undefined;
};

/** An open connection. */
export type Connection = ConnectionFacts & {
  readonly socket: WebSocket;
  /** Last message in either direction. */
  lastActiveAtMs: number;
  /** Set once the gateway has decided to close: what still arrives is dropped. */
  isClosing: boolean;
};

/** The platform's limits. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const webSocketLimits = {
  messageBytes: 128 * 1024,
  frameBytes: 32 * 1024,
  idleMs: 10 * 60_000,
  lifeMs: 2 * 60 * 60_000,
} as const;

/** Ends a connection from the gateway's side. */
export const closeConnection = (connection: Connection, code: number, reason: string): void => {
  if (connection.isClosing) return;
  connection.isClosing = true;
  connection.socket.close(code, reason);
};
