import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorCode } from '@tarotchat/errors';
import { problem } from '@tarotchat/errors';
import {
  type MessagePage,
  parseRenewAuth,
  parseSendMessage,
  readSubprotocolOffer,
  type SendMessage,
  type ServerEvent,
  type Session,
  subprotocol,
  type TokenRequest,
  tokenRequestSchema,
} from '@tarotchat/protocol';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the server side of a test can be told, and what it has seen. */
export type System = {
  readonly origin: string;
  /** Methods and paths of REST calls, in order. */
  readonly calls: string[];
  readonly exchanged: TokenRequest[];
  readonly questions: SendMessage[];
  /** Tokens that handshakes came with. */
  readonly handshakes: string[];
  readonly pings: number[];
  /** Tokens that open sockets were put under. */
  readonly renewals: string[];
  readonly sockets: Set<WebSocket>;
  readonly sessions: Session[];
  readonly pages: Map<string, MessagePage>;
  /** Tokens that are good now. */
  readonly goodTokens: Set<string>;
  tokenLifeSeconds: number;
  refreshable: boolean;
  refreshDelayMs: number;
  refuseHandshakes: boolean;
  answerPings: boolean;
  answerRenewals: boolean;
  onHandshake: (token: string) => void;
  onQuestion: (question: SendMessage, socket: WebSocket) => void;
  send(event: ServerEvent): void;
  stop(): Promise<void>;
};

/** A server that speaks the protocol, by the protocol's own schemas, and does what a test tells it. */
export const startSystem = async (): Promise<System> => {
  const server = createServer((request, response) => void serve(system, request, response));
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => subprotocol });
  server.on('upgrade', (request, socket, head) => {
    const offer = readSubprotocolOffer(request.headers['sec-websocket-protocol'] ?? '');
    const [token = ''] = offer.accessTokens;
    system.handshakes.push(token);
    system.onHandshake(token);
    if (system.refuseHandshakes || !offer.speaksOurs || !system.goodTokens.has(token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => attend(system, webSocket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const system: System = {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    calls: [],
    exchanged: [],
    questions: [],
    handshakes: [],
    pings: [],
    renewals: [],
    sockets: new Set(),
    sessions: [],
    pages: new Map(),
    goodTokens: new Set(),
    tokenLifeSeconds: 3_600,
    refreshable: true,
    refreshDelayMs: 0,
    refuseHandshakes: false,
    answerPings: true,
    answerRenewals: true,
    onHandshake: () => undefined,
    onQuestion: () => undefined,
    send: (event) => {
      for (const socket of system.sockets) socket.send(JSON.stringify(event));
    },
    stop: async () => {
      for (const socket of system.sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return system;
};

const attend = (system: System, socket: WebSocket) => {
  system.sockets.add(socket);
  socket.on('close', () => system.sockets.delete(socket));
  socket.on('message', (data) => {
    const body = data.toString();
    if (body === '{"action":"ping"}') {
      system.pings.push(Date.now());
      if (system.answerPings) socket.send('{"type":"pong"}');
      return;
    }
    const renewal = parseRenewAuth(body);
    if (renewal.kind === 'parsed') {
      system.renewals.push(renewal.token);
      if (system.answerRenewals) socket.send('{"type":"session.renewed","authExpiresAt":2000000000}');
      return;
    }
    const parsed = parseSendMessage(body);
    if (parsed.kind === 'refused') throw new Error(`The client sent ${body}`);
    system.questions.push(parsed.message);
    system.onQuestion(parsed.message, socket);
  });
};

const serve = async (system: System, request: IncomingMessage, response: ServerResponse) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', system.origin);
  const call = `${request.method} ${pathname}`;
  system.calls.push(call);
  const answer = (body: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const refuse = (code: ErrorCode, status: number) => answer(problem(code), status);
  const newToken = () => {
    const accessToken = `token-${system.goodTokens.size + 1}`;
    system.goodTokens.add(accessToken);
    answer({ accessToken, expiresInSeconds: system.tokenLifeSeconds, displayName: '달' });
  };

  if (pathname.startsWith('/api/auth/') && request.headers['x-tarotchat'] !== '1') return refuse('FORBIDDEN', 403);
  if (call === 'POST /api/auth/token') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = tokenRequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    system.exchanged.push(body);
    return body.code === 'good-code' ? newToken() : refuse('INVALID_CODE', 400);
  }
  if (call === 'POST /api/auth/refresh') {
    await new Promise((resolve) => setTimeout(resolve, system.refreshDelayMs));
    return system.refreshable ? newToken() : refuse('REFRESH_REFUSED', 401);
  }
  if (!system.goodTokens.has((request.headers.authorization ?? '').slice('Bearer '.length))) {
    return refuse('AUTH_EXPIRED', 401);
  }
  if (call === 'GET /api/sessions') return answer({ sessions: system.sessions });
  if (call === 'POST /api/auth/logout' || call === 'POST /api/auth/logout-all') return response.writeHead(204).end();

  const page = system.pages.get(`${pathname.slice('/api/sessions/'.length)}${searchParams.get('cursor') ?? ''}`);
  if (!page) return refuse('SESSION_NOT_FOUND', 404);
  return request.method === 'DELETE' ? response.writeHead(204).end() : answer(page);
};

const portOf = (address: AddressInfo | string | null): number => {
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
};
