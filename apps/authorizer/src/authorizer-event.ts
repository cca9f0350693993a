import * as z from 'zod/mini';

const headers = z.nullish(z.record(z.string(), z.string()));
const multiValueHeaders = z.nullish(z.record(z.string(), z.array(z.string())));

/** `arn:aws:execute-api:<region>:<account>:<apiId>/<stage>/<method or route>…`; what comes after the stage is the caller's. */
const methodArn = z.string().check(z.regex(/^arn:[^:]+:execute-api:[^:/]+:[^:/]+:[^:/]+\/[^/]+\/.+$/));

const webSocketEventSchema = z.object({
  type: z.literal('REQUEST'),
  methodArn,
  headers,
  multiValueHeaders,
  requestContext: z.object({ eventType: z.literal('CONNECT'), requestId: z.string(), connectionId: z.string() }),
});

const restEventSchema = z.object({
  type: z.literal('REQUEST'),
  methodArn,
  headers,
  multiValueHeaders,
  httpMethod: z.string(),
  requestContext: z.object({ requestId: z.string() }),
});

/**
 * The event of a Lambda authorizer of type REQUEST: of a WebSocket API's `$connect`, or of a REST API's method.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export const authorizerEventSchema = z.union([
  z.pipe(
    webSocketEventSchema,
    z.transform((event) => ({ api: 'websocket' as const, ...event })),
  ),
  z.pipe(
    restEventSchema,
    z.transform((event) => ({ api: 'rest' as const, ...event })),
  ),
]);

export type AuthorizerEvent = z.output<typeof authorizerEventSchema>;

/**
 * All values that came under a header's name, whatever its case. `multiValueHeaders` has every line of a header that
 * was sent twice, `headers` only the last.
 */
export const headerValues = (event: Pick<AuthorizerEvent, 'headers' | 'multiValueHeaders'>, name: string): string[] => {
  const named = <T>(all: Readonly<Record<string, T>> | null | undefined): T[] =>
    Object.entries(all ?? {}).flatMap(([key, value]) => (key.toLowerCase() === name.toLowerCase() ? [value] : []));

  const lines = named(event.multiValueHeaders).flat();
  return lines.length > 0 ? lines : named(event.headers);
};
