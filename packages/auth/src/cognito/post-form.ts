import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** An answer of an HTTP server. */
export type HttpAnswer = { readonly status: number; readonly body: string };

/** Token answers are about 5 KB. */
const maxAnswerBytes = 64 * 1024;

/**
 * Posts a form and reads the whole answer, over node:https because `fetch` loads undici: 45 ms of a cold start.
 *
 * @throws Error of Node where there is no whole answer within `timeoutMs`; it holds neither headers nor form.
 */
export const postForm = async (
  url: URL,
  message: { readonly headers: Readonly<Record<string, string>>; readonly form: Readonly<Record<string, string>> },
  timeoutMs: number,
): Promise<HttpAnswer> => {
  const body = Buffer.from(new URLSearchParams(message.form).toString());
  const headers = {
    ...message.headers,
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.byteLength),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      readBody(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), reject);
    });
    request.once('error', reject);
    request.end(body);
  });
};

const readBody = async (response: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) throw new Error(`the answer is longer than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
