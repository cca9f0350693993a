import * as z from 'zod/mini';
import type { RestAnswer } from './gateway-response.ts';

const headerValue = z.coerce.string<string | number | boolean>();

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html (output format)
const proxyAnswerSchema = z.object({
  statusCode: z.coerce.number<number | string>().check(z.int(), z.gte(100), z.lte(599)),
  headers: z.nullish(z.record(z.string(), headerValue)),
  multiValueHeaders: z.nullish(z.record(z.string(), z.array(headerValue))),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
});

/** Reads what a proxy integration returned; undefined where it is none. */
export const readProxyAnswer = (payload: unknown): RestAnswer | undefined => {
  const parsed = proxyAnswerSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const all = { ...headers, ...multiValueHeaders };
  const hasContentType = Object.keys(all).some((name) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: hasContentType ? all : { 'Content-Type': 'application/json', ...all },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
};
