import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SetupError } from '../terraform/document.ts';

/** What a server does with what comes. */
export type LoopbackHandlers = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** An HTTP server that only this machine reaches. */
export type LoopbackServer = {
  readonly port: number;
  /** Until this is called, requests get 503. */
  readonly serve: (handlers: LoopbackHandlers) => void;
  readonly stop: () => Promise<void>;
};

/** A frozen function keeps its connections: they must not end while it cannot see it. */
const keepAliveMs = 60 * 60_000;

/**
 * Listens on 127.0.0.1, and with `alsoIpv6` on ::1 too, since `localhost` may be either.
 *
 * @throws SetupError where the port is taken.
 */
export const startLoopbackServer = async (options: {
  /** 0 takes any. */
  readonly port: number;
  readonly alsoIpv6: boolean;
}): Promise<LoopbackServer> => {
  let handlers: LoopbackHandlers | undefined;
  const create = (): Server => {
    const server = createServer((request, response) => {
      if (handlers) return handlers.handle(request, response);
      response.writeHead(503, { 'Retry-After': '1' }).end();
    });
    server.keepAliveTimeout = keepAliveMs;
    server.on('upgrade', (request, socket, head) => {
      if (handlers?.upgrade) handlers.upgrade(request, socket, head);
      else socket.destroy();
    });
    return server;
  };

  const ipv4 = create();
  const port = await listen(ipv4, options.port, '127.0.0.1');
  const servers = [ipv4];
  if (options.alsoIpv6) {
    const ipv6 = create();
    try {
      await listen(ipv6, port, '::1');
      servers.push(ipv6);
    } catch (error) {
      // No IPv6 on this machine is fine; somebody else on the very port is not.
      if (error instanceof SetupError) {
        await close(ipv4);
        throw error;
      }
    }
  }
  return {
    port,
    serve: (given) => {
      handlers = given;
    },
    stop: async () => {
      await Promise.all(servers.map(close));
    },
  };
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') {
        reject(
          new SetupError(`port ${port} is taken: stop what listens there, or choose another with --port`, { cause }),
        );
      } else if (cause.code === 'EACCES') {
        reject(new SetupError(`port ${port} needs more rights: choose one above 1023 with --port`, { cause }));
      } else {
        reject(cause);
      }
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
