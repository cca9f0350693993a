import type { ServerHttp2Stream } from 'node:http2';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { onTestFinished } from 'vitest';
import { bedrockReader } from './bedrock-reader.ts';
import { startConverseServer } from './converse-server.ts';

/** The reader with the real SDK client, talking to a server of its own that answers like this; both end with the test. */
export const readerWith = async (answer: (stream: ServerHttp2Stream) => void | Promise<void>) => {
  const server = await startConverseServer(answer);
  const client = new BedrockRuntimeClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return { reader: bedrockReader({ client, modelId: 'example.reader-v1:0' }), requests: server.requests, server };
};
