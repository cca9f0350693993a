import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A client of the fixture's WebSocket API. */
export type SocketClient = {
  readonly socket: WebSocket;
  readonly send: (message: unknown) => void;
  /** The next frame, parsed where it is JSON. */
  readonly next: () => Promise<unknown>;
  readonly ask: (message: unknown) => Promise<unknown>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
};

/** The subprotocols that the fixture takes. */
export const offer = (token: string): string[] => ['fixture.v1', `bearer.${token}`];

/** Connects. @throws Error with the status of a refused handshake. */
export const connectSocket = async (url: string, protocols: string[] = offer('good.mina')): Promise<SocketClient> => {
  const socket = new WebSocket(url, protocols);
  const frames: unknown[] = [];
  const waiting: ((frame: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const frame = parse(String(data));
    const waiter = waiting.shift();
    if (waiter) waiter(frame);
    else frames.push(frame);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await once(socket, 'open');
  const next = (): Promise<unknown> =>
    frames.length > 0 ? Promise.resolve(frames.shift()) : new Promise((resolve) => waiting.push(resolve));
  const send = (message: unknown): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return {
    socket,
    send,
    next,
    closed,
    ask: (message) => {
      const answer = next();
      send(message);
      return answer;
    },
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Waits until `condition` holds, for at most 10 seconds. */
export const eventually = async (condition: () => boolean): Promise<void> => {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('what was waited for did not come');
};
