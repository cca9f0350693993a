import { CodedError, errorTable, problemOf } from '@tarotchat/errors';
import * as z from 'zod/mini';
import { type Caller, callerSchema } from './caller.ts';
import type { Logger } from './logger.ts';

/**
 * The event of a REST method with a Lambda proxy integration (payload format 1.0).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const restEventSchema = z.object({
  httpMethod: z.string(),
  /** The path of the resource, with its `{parameters}`. */
  resource: z.string(),
  headers: z.nullish(z.record(z.string(), z.string())),
  pathParameters: z.nullish(z.record(z.string(), z.string())),
  queryStringParameters: z.nullish(z.record(z.string(), z.string())),
  body: z.nullish(z.string()),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.nullish(z.record(z.string(), z.unknown())),
  }),
});

/** One REST request. Header names are in lower case. */
export type RestRequest = {
  readonly method: string;
  readonly resource: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requestId: string;
  /** Who asks. @throws CodedError `UNAUTHENTICATED` on a method without authorizer. */
  readonly caller: () => Caller;
};

/** What a route answers: JSON unless `body` is left away. */
export type RestAnswer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What API Gateway takes from a proxy integration. */
export type RestResult = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A REST route: a thrown error becomes a JSON problem with the status of its code. */
export const restRoute =
  (deps: { readonly logger: Logger }, answer: (request: RestRequest) => Promise<RestAnswer>) =>
  async (event: unknown): Promise<RestResult> => {
    const request = readRestRequest(event);
    try {
      return toResult(await answer(request));
    } catch (error) {
      return toResult(refusal(deps.logger, request, error));
    }
  };

const refusal = (logger: Logger, { method, resource, requestId }: RestRequest, error: unknown): RestAnswer => {
  const problem = problemOf(error);
  const fields = { requestId, method, resource, code: problem.code };
  if (errorTable[problem.code].httpStatus >= 500) logger.error('request failed', error, fields);
  else logger.info('request refused', fields);

  const retry = problem.retryAfterSeconds;
  return {
    status: errorTable[problem.code].httpStatus,
    body: { ...problem, requestId },
    ...(retry !== undefined && { headers: { 'Retry-After': String(retry) } }),
  };
};

const toResult = (answer: RestAnswer): RestResult => ({
  statusCode: answer.status,
  headers: {
    'Cache-Control': 'no-store',
    ...(answer.body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...answer.headers,
  },
  body: answer.body === undefined ? '' : JSON.stringify(answer.body),
});

const readRestRequest = (event: unknown): RestRequest => {
  const parsed = restEventSchema.safeParse(event);
  if (!parsed.success) throw new CodedError('INTERNAL', {}, { cause: parsed.error });
  const {
    httpMethod,
    resource,
    headers,
    pathParameters,
    queryStringParameters,
    body,
    isBase64Encoded,
    requestContext,
  } = parsed.data;
  return {
    method: httpMethod,
    resource,
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    pathParameters: pathParameters ?? {},
    query: queryStringParameters ?? {},
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? ''),
    requestId: requestContext.requestId,
    caller: () => {
      const caller = callerSchema.safeParse(requestContext.authorizer);
      if (!caller.success) throw new CodedError('UNAUTHENTICATED');
      return caller.data;
    },
  };
};
