import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Passes a call on to an embedded service. */
export type ForwardCall = (endpoint: string, incoming: IncomingMessage, call: ForwardedCall) => Promise<void>;
type ForwardedCall = { readonly body: Buffer; readonly response: ServerResponse };

/**
 * Forwards with one fixed key: emulators verify no signature, and DynamoDB Local keeps separate tables for each key.
 * `stop` closes the kept connections.
 */
export const createForwarder = (): { readonly forward: ForwardCall; readonly stop: () => void } => {
  const agent = new Agent({ keepAlive: true });
  const send = (endpoint: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const target = new URL(endpoint);
      const { connection: _connection, ...headers } = incoming.headers;
      const authorization = headers.authorization?.replace(/Credential=[^/]+\//, 'Credential=embedded/');
      const outgoing = httpRequest(
        {
          agent,
          host: target.hostname,
          port: target.port,
          method: incoming.method,
          path: incoming.url,
          headers: { ...headers, host: target.host, ...(authorization !== undefined && { authorization }) },
        },
        resolve,
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });

  return {
    stop: () => agent.destroy(),
    forward: async (endpoint, incoming, { body, response }) => {
      const answer = await send(endpoint, incoming, body);
      const { connection: _connection, 'keep-alive': _keepAlive, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, headers);
      await pipeline(answer, response);
    },
  };
};
