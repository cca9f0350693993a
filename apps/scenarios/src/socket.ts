import { type ServerEvent, serverEventSchema } from '@tarotchat/protocol';
import { WebSocket } from 'ws';

/** An open socket that remembers what came in. */
export type OpenSocket = {
  /** The subprotocol that the server chose. */
  readonly subprotocol: string;
  readonly send: (message: unknown) => void;
  /** Sends text as it is, JSON or not. */
  readonly sendText: (text: string) => void;
  /** The next event that fits and was not taken before; earlier ones that do not fit stay. */
  readonly next: (fits: (event: ServerEvent) => boolean) => Promise<ServerEvent>;
  /** All events so far. */
  readonly events: readonly ServerEvent[];
  readonly isOpen: () => boolean;
  /** Resolves with the close code when the socket has closed, by whomever. */
  readonly closed: Promise<number>;
  readonly close: () => Promise<number>;
};

/** The outcome of a handshake. */
export type Handshake =
  | { readonly kind: 'open'; readonly socket: OpenSocket }
  | { readonly kind: 'refused'; readonly status: number };

/** How long {@link OpenSocket.next} waits, where nothing else is said. */
const usualPatienceMs = 15_000;

/** Page, REST API and sockets share one origin. */
const originOf = (webSocketUrl: string): string => new URL(webSocketUrl.replace(/^ws/, 'http')).origin;

/** Offers the subprotocols and waits for the answer of the handshake. */
export const shakeHands = (
  webSocketUrl: string,
  subprotocols: readonly string[],
  { patienceMs = usualPatienceMs }: { readonly patienceMs?: number } = {},
): Promise<Handshake> =>
  new Promise((resolve, reject) => {
    const ws = new WebSocket(webSocketUrl, [...subprotocols], { origin: originOf(webSocketUrl) });
    ws.once('unexpected-response', (_, response) => {
      response.destroy();
      resolve({ kind: 'refused', status: response.statusCode ?? 0 });
    });
    ws.once('error', reject);
    ws.once('open', () => {
      ws.off('error', reject);
      ws.on('error', () => {});
      resolve({ kind: 'open', socket: followEvents(ws, patienceMs) });
    });
  });

/** Connects as a person does. @throws Error where the handshake is refused. */
export const connect = async (
  webSocketUrl: string,
  accessToken: string,
  options: { readonly patienceMs?: number } = {},
): Promise<OpenSocket> => {
  const handshake = await shakeHands(webSocketUrl, ['tarotchat.v1', `bearer.${accessToken}`], options);
  if (handshake.kind === 'refused') throw new Error(`the handshake was refused with ${handshake.status}`);
  return handshake.socket;
};

const followEvents = (ws: WebSocket, patienceMs: number): OpenSocket => {
  const events: ServerEvent[] = [];
  const untaken: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  ws.on('message', (data) => {
    const event = serverEventSchema.parse(JSON.parse(String(data)));
    events.push(event);
    untaken.push(event);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  return {
    subprotocol: ws.protocol,
    send: (message) => ws.send(JSON.stringify(message)),
    sendText: (text) => ws.send(text),
    next: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const index = untaken.findIndex(fits);
          const event = untaken[index];
          if (event === undefined) return;
          untaken.splice(index, 1);
          waiting.delete(look);
          clearTimeout(timer);
          resolve(event);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`no such event came; there were: ${events.map((event) => event.type).join(', ') || 'none'}`),
          );
        }, patienceMs);
        waiting.add(look);
        look();
      }),
    events,
    isOpen: () => ws.readyState === WebSocket.OPEN,
    closed,
    close: () => {
      ws.close(1000);
      return closed;
    },
  };
};
