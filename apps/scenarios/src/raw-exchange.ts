import { connect } from 'node:net';

/** One request as an attacker writes it: any bytes, no client that tidies up. */
export type RawRequest = {
  /** Such as `GET /api/sessions HTTP/1.1`. */
  readonly requestLine: string;
  /** Header lines, `Name: value`. `Host` comes first by itself. */
  readonly lines: readonly string[];
  readonly body?: string;
};

/** What came back. */
export type RawAnswer = {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly body: string;
};

const patienceMs = 20_000;

/**
 * Sends a request byte by byte as given (UTF-8) and reads the answer until the other side ends, or, after
 * `101 Switching Protocols`, at once.
 *
 * @throws Error where no answer comes: the other side hangs.
 */
export const exchange = (origin: string, { requestLine, lines, body = '' }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port) });
    const chunks: Buffer[] = [];
    const finish = (): void => {
      socket.destroy();
      resolve(readAnswer(Buffer.concat(chunks).toString('utf8')));
    };
    socket.setTimeout(patienceMs, () => {
      socket.destroy();
      reject(new Error(`no answer to ${requestLine.slice(0, 60)}`));
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunks.length === 1 && chunk.toString('latin1').startsWith('HTTP/1.1 101 ')) finish();
    });
    // A refusal may come while the request is still being written: its answer counts, the reset behind it does not.
    socket.on('error', finish);
    socket.on('end', finish);
    socket.write([requestLine, `Host: ${host}`, ...lines, '', ''].join('\r\n') + body);
  });

const readAnswer = (text: string): RawAnswer => {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), body: rest.join('\r\n\r\n') };
};

/** The lines of a WebSocket handshake (RFC 6455, section 4.1), without subprotocol. */
export const handshakeLines = (origin: string): string[] => [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  `Origin: ${origin}`,
];
