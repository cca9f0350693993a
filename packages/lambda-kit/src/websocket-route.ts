import { CodedError, errorTable, problemOf } from '@tarotchat/errors';
import { connectionIdSchema, errorEvent, type ServerEvent, subprotocol } from '@tarotchat/protocol';
import * as z from 'zod/mini';
import { type Caller, callerSchema } from './caller.ts';
import type { Logger } from './logger.ts';

/**
 * The event of a WebSocket route with a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export const webSocketEventSchema = z.object({
  requestContext: z.object({
    connectionId: connectionIdSchema,
    requestId: z.string(),
    routeKey: z.string(),
    connectedAt: z.number(),
    authorizer: callerSchema,
  }),
  body: z.optional(z.nullable(z.string())),
});

/** One frame of a client, or one end of its connection. */
export type WebSocketRequest = {
  readonly connectionId: z.output<typeof connectionIdSchema>;
  readonly caller: Caller;
  /** When the connection was opened, in epoch milliseconds. */
  readonly connectedAtMs: number;
  /** As sent: nothing is parsed yet. Empty on `$connect` and `$disconnect`. */
  readonly body: string;
  readonly requestId: string;
};

/** What API Gateway takes from a proxy integration; with a route response the body goes back to the sender. */
export type WebSocketResult = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * A route for frames: the event that the function returns is sent back over the socket, a thrown error becomes an
 * `error` event, and the connection stays open either way.
 */
export const messageRoute =
  (deps: { readonly logger: Logger }, answer: (request: WebSocketRequest) => Promise<ServerEvent>) =>
  async (event: unknown): Promise<WebSocketResult> => {
    const request = readWebSocketRequest(event);
    try {
      return { statusCode: 200, body: JSON.stringify(await answer(request)) };
    } catch (error) {
      const { requestId, connectionId } = request;
      const problem = problemOf(error);
      logFailure(deps.logger, error, { requestId, connectionId, code: problem.code });
      return { statusCode: 200, body: JSON.stringify(errorEvent(problem, { requestId })) };
    }
  };

/**
 * `$connect`: the handshake succeeds, and echoes our subprotocol, once `open` has resolved; else it is refused with the
 * status of the error’s code.
 */
export const connectRoute =
  (deps: { readonly logger: Logger }, open: (request: WebSocketRequest) => Promise<void>) =>
  async (event: unknown): Promise<WebSocketResult> => {
    const request = readWebSocketRequest(event);
    try {
      await open(request);
      return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': subprotocol } };
    } catch (error) {
      const { requestId, connectionId } = request;
      const { code } = problemOf(error);
      logFailure(deps.logger, error, { requestId, connectionId, code });
      return { statusCode: errorTable[code].httpStatus };
    }
  };

/** `$disconnect`: best effort; nobody hears the answer, so a failure is thrown for the alarm. */
export const disconnectRoute =
  (close: (request: WebSocketRequest) => Promise<void>) =>
  async (event: unknown): Promise<WebSocketResult> => {
    await close(readWebSocketRequest(event));
    return { statusCode: 200 };
  };

const readWebSocketRequest = (event: unknown): WebSocketRequest => {
  const parsed = webSocketEventSchema.safeParse(event);
  // Only a wrong deployment gets here: a route behind an API without our authorizer.
  if (!parsed.success) throw new CodedError('INTERNAL', {}, { cause: parsed.error });
  const { requestContext, body } = parsed.data;
  return {
    connectionId: requestContext.connectionId,
    caller: requestContext.authorizer,
    connectedAtMs: requestContext.connectedAt,
    body: body ?? '',
    requestId: requestContext.requestId,
  };
};

/** A refusal is an answer, not an incident; only what nobody foresaw is an error in the log. */
const logFailure = (
  logger: Logger,
  error: unknown,
  fields: { requestId: string; connectionId: string; code: string },
): void => {
  if (fields.code === 'INTERNAL') logger.error('message failed', error, fields);
  else logger.info('message refused', fields);
};
