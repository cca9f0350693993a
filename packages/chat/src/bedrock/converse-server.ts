import { once } from 'node:events';
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import * as z from 'zod/mini';

const textBlock = z.object({ text: z.string() });

/** The part of a ConverseStream request that the tests look at. */
const converseBody = z.object({
  system: z.array(textBlock),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.array(textBlock) })),
  inferenceConfig: z.object({ maxTokens: z.number() }),
});

/** One request as the server got it. */
type ConverseRequest = { readonly path: string; readonly body: z.output<typeof converseBody> };

/** Bedrock's runtime endpoint for tests: cleartext HTTP/2 on loopback, speaking the AWS event stream. */
export type ConverseServer = {
  readonly endpoint: string;
  readonly requests: readonly ConverseRequest[];
  readonly stop: () => Promise<void>;
};

/** Answers each request by `answer`, whose response has status 200 and the event stream's content type. */
export const startConverseServer = async (
  answer: (stream: ServerHttp2Stream) => void | Promise<void>,
): Promise<ConverseServer> => {
  const requests: ConverseRequest[] = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', async (stream, headers) => {
    // A cancelled stream is an error of the client's making, and part of what is tested.
    stream.on('error', () => {});
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const body = converseBody.parse(JSON.parse(Buffer.concat(chunks).toString()));
    requests.push({ path: headers[':path'] ?? '', body });
    stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' });
    await answer(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    stop: async () => {
      if (!server.listening) return;
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

const codec = new EventStreamCodec(toUtf8, fromUtf8);

const frame = (headers: Readonly<Record<string, string>>, body: object): Uint8Array =>
  codec.encode({
    headers: Object.fromEntries(
      Object.entries({ ...headers, ':content-type': 'application/json' }).map(([name, value]) => [
        name,
        { type: 'string' as const, value },
      ]),
    ),
    body: fromUtf8(JSON.stringify(body)),
  });

/** A frame of ConverseStream's output, such as `contentBlockDelta`. */
export const eventFrame = (type: string, body: object): Uint8Array =>
  frame({ ':message-type': 'event', ':event-type': type }, body);

/** A frame that ends the stream by an exception, such as `throttlingException`. */
export const exceptionFrame = (type: string, message: string): Uint8Array =>
  frame({ ':message-type': 'exception', ':exception-type': type }, { message });

/** A piece of text. */
export const deltaFrame = (text: string): Uint8Array =>
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });

/** The model stops, and says why. */
export const stopFrame = (stopReason: string): Uint8Array => eventFrame('messageStop', { stopReason });
