import type { IncomingMessage } from 'node:http';

// 40 characters are at most 480 bytes once percent-encoded.
const mostBytes = 4096;

/** The fields of a small posted form; undefined where it is larger than any of ours. */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= mostBytes) chunks.push(bytes);
  }
  return size <= mostBytes ? new URLSearchParams(Buffer.concat(chunks).toString('utf8')) : undefined;
};
