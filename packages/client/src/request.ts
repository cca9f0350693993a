import { type ErrorCode, isErrorCode } from '@tarotchat/errors';
import { errorCodeSchema, ownRequestHeader } from '@tarotchat/protocol';
import * as z from 'zod/mini';
import { ClientError } from './client-error.ts';

/** What requests to `/auth/*` carry: no page of another origin can set it. */
export const ownHeaders = { [ownRequestHeader.name]: ownRequestHeader.value };

/** Sends one HTTP request; any answer is an answer, no answer is `OFFLINE`. */
export const request =
  (deps: { fetch: typeof fetch; timeoutMs: number }) =>
  async (url: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await deps.fetch(url, { ...init, signal: AbortSignal.timeout(deps.timeoutMs) });
    } catch (cause) {
      throw new ClientError('OFFLINE', {}, { cause });
    }
  };

/** Parses the JSON body of an answer. */
export const parseAnswer =
  <S extends z.ZodMiniType>(schema: S) =>
  async (response: Response): Promise<z.output<S>> => {
    const parsed = schema.safeParse(await bodyOf(response));
    if (!parsed.success) throw new ClientError('MALFORMED_ANSWER', {}, { cause: parsed.error });
    return parsed.data;
  };

// API Gateway's own refusals may bring less than a whole problem.
const refusalSchema = z.object({
  code: errorCodeSchema,
  message: z.optional(z.string()),
  field: z.optional(z.string()),
  retryAfterSeconds: z.optional(z.number()),
});

/** The error that an answer outside 2xx stands for. */
export const refusalOf = async (response: Response): Promise<ClientError> => {
  const parsed = refusalSchema.safeParse(await bodyOf(response));
  if (!parsed.success) return new ClientError(codeOfStatus[response.status] ?? 'INTERNAL');

  const { code, message, field, retryAfterSeconds } = parsed.data;
  return new ClientError(code, {
    ...(message !== undefined && { message }),
    ...(field !== undefined && { field }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
};

const codeOfStatus: Partial<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'MESSAGE_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  502: 'SERVICE_UNAVAILABLE',
  503: 'SERVICE_UNAVAILABLE',
  504: 'TIMEOUT',
};

const bodyOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

/** True for a failure that a new access token may mend. */
export const isRefusedToken = (error: unknown): boolean =>
  error instanceof ClientError && isErrorCode(error.code) && ['UNAUTHENTICATED', 'AUTH_EXPIRED'].includes(error.code);
