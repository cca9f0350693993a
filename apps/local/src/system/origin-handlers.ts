import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import type { RestGateway } from '../gateway/rest/rest-gateway.ts';
import type { WebSocketGateway } from '../gateway/websocket/websocket-gateway.ts';
import type { LoopbackHandlers } from './loopback-server.ts';

/** What the one origin serves. */
export type OriginParts = {
  readonly webFolder: string;
  readonly webConfig: unknown;
  readonly restGateways: readonly RestGateway[];
  readonly webSockets: readonly WebSocketGateway[];
  readonly handleCognito: (request: IncomingMessage, response: ServerResponse) => void;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

/** What CloudFront's managed SecurityHeadersPolicy adds to the page. */
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
} as const;

/** Routes as CloudFront does: the stages' paths to the APIs, the rest to the page. */
export const originHandlers = (parts: OriginParts): LoopbackHandlers => {
  const serveFile = sirv(parts.webFolder, { dev: true, etag: true });
  const page = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    serveFile(request, response, () => plain(response, 404, 'Not found\n'));
  };

  return {
    handle: (request, response) => {
      const path = pathOf(request);
      const rest = parts.restGateways.find(({ api }) => isUnder(path, api.stage));
      if (rest) {
        rest.handle(request, response).catch((error: unknown) => {
          parts.warn(`${request.method} ${path} failed: ${error instanceof Error ? error.message : 'unknown'}`);
          response.destroy();
        });
        return;
      }
      if (isUnder(path, 'cognito')) return parts.handleCognito(request, response);
      if (parts.webSockets.some(({ api }) => isUnder(path, api.stage))) {
        return plain(response, 426, 'This is a WebSocket: connect with ws://\n');
      }
      if (path === '/readyz') return plain(response, 200, 'ready\n');
      if (path === '/config.json') return json(response, parts.webConfig);
      page(request, response);
    },
    upgrade: (request, socket, head) => {
      const path = pathOf(request);
      const gateway = parts.webSockets.find(({ api }) => path === `/${api.stage}` || path === `/${api.stage}/`);
      if (!gateway) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      gateway.upgrade(request, socket, head).catch((error: unknown) => {
        parts.warn(`a handshake failed: ${error instanceof Error ? error.message : 'unknown'}`);
        socket.destroy();
      });
    },
  };
};

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';
const isUnder = (path: string, stage: string): boolean => path === `/${stage}` || path.startsWith(`/${stage}/`);

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
};
const json = (response: ServerResponse, value: unknown): void => {
  response
    .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(value));
};
