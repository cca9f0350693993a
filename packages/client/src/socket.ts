import {
  offeredSubprotocols,
  parseJson,
  pingMessage,
  type RenewAuth,
  type SendMessageInput,
  type ServerEvent,
  serverEventSchema,
} from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import type { Timing } from './timing.ts';

/** One WebSocket, from its handshake to its end. */
export type Socket = {
  /** False where the socket is not open: nothing was sent. */
  send(message: SendMessageInput | RenewAuth): boolean;
  /** Asks for a pong now; without one the socket ends. */
  probe(): void;
  /** Ends it quietly: nothing more is heard of it. */
  close(): void;
};

/** What a socket tells. `onEnd` comes once and last; `opened: false` means the handshake failed. */
export type SocketObserver = {
  readonly onOpen: () => void;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onEnd: (end: { readonly opened: boolean; readonly closeCode: number }) => void;
};

/** Opens a socket with the token among its subprotocols, and keeps it awake with pings. */
export const openSocket =
  (deps: { browser: Browser; url: string; timing: Timing }) =>
  (accessToken: string, observer: SocketObserver): Socket => {
    const { timing } = deps;
    const socket = new deps.browser.WebSocket(deps.url, offeredSubprotocols(accessToken));
    let opened = false;
    let over = false;
    let pingTimer: ReturnType<typeof setTimeout> | undefined;
    // First the limit of the handshake, later that of a pong.
    let deadline: ReturnType<typeof setTimeout> | undefined = setTimeout(() => end(1006), timing.handshakeTimeoutMs);

    // A socket on a dead network may take minutes to say so: this end is ours, not the browser's.
    const stop = () => {
      over = true;
      clearTimeout(deadline);
      clearTimeout(pingTimer);
      socket.close();
    };
    const meetDeadline = () => {
      clearTimeout(deadline);
      deadline = undefined;
    };
    const end = (closeCode: number) => {
      if (over) return;
      stop();
      observer.onEnd({ opened, closeCode });
    };

    const probe = () => {
      if (over || socket.readyState !== socket.OPEN) return;
      clearTimeout(pingTimer);
      pingTimer = setTimeout(probe, timing.pingIntervalMs);
      // A probe that is under way keeps its deadline: asking often must not grant more time.
      deadline ??= setTimeout(() => end(1006), timing.pongTimeoutMs);
      socket.send(JSON.stringify(pingMessage));
    };

    socket.addEventListener('open', () => {
      if (over) return;
      opened = true;
      meetDeadline();
      pingTimer = setTimeout(probe, timing.pingIntervalMs);
      observer.onOpen();
    });
    socket.addEventListener('message', ({ data }) => {
      if (over) return;
      meetDeadline();
      const event = readEvent(data);
      if (event) observer.onEvent(event);
    });
    socket.addEventListener('close', ({ code }) => end(code));
    socket.addEventListener('error', () => end(1006));

    return {
      send: (message) => {
        if (over || socket.readyState !== socket.OPEN) return false;
        socket.send(JSON.stringify(message));
        return true;
      },
      probe,
      close: stop,
    };
  };

// A frame that is not of the protocol (API Gateway has error frames of its own) is no answer to anything: whoever
// waits for one asks again.
const readEvent = (data: unknown): ServerEvent | undefined => {
  const json = parseJson(String(data));
  return json.kind === 'json' ? serverEventSchema.safeParse(json.value).data : undefined;
};
