import type { IncomingMessage } from 'node:http';

/** Reads a request's body whole, up to `maximumBytes`; the rest of a larger one is read away and dropped. */
export const readBody = async (request: IncomingMessage, maximumBytes: number): Promise<Buffer | 'too-large'> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size <= maximumBytes) chunks.push(bytes);
  }
  return size > maximumBytes ? 'too-large' : Buffer.concat(chunks);
};
