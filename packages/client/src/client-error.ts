import { type ErrorCode, isErrorCode, type ProblemDetail, problem } from '@tarotchat/errors';

/** Failures that only a client can see, beside the codes of the wire. */
export const clientOnlyCodes = ['OFFLINE', 'MALFORMED_ANSWER', 'LOGIN_STATE_MISMATCH', 'LOGIN_REFUSED'] as const;

/**
 * The identity of a failure in front of a person: a code of the wire, or
 * - `OFFLINE`: no answer came at all;
 * - `MALFORMED_ANSWER`: what came is not what the protocol says;
 * - `LOGIN_STATE_MISMATCH`: the callback does not belong to a login that this tab began (RFC 6749, section 10.12);
 * - `LOGIN_REFUSED`: the login provider came back with an error, such as a person's "cancel".
 */
export type ClientErrorCode = ErrorCode | (typeof clientOnlyCodes)[number];

const clientOnlyMessages: Record<(typeof clientOnlyCodes)[number], string> = {
  OFFLINE: 'The server cannot be reached. Check the connection and try again.',
  MALFORMED_ANSWER: 'The answer is not one that this client understands. Reload the page.',
  LOGIN_STATE_MISMATCH: 'This login was not begun in this tab. Begin it again.',
  LOGIN_REFUSED: 'The login was not completed. Begin it again.',
};

/** Everything this package throws on purpose. Test it with {@link isClientError}: identity is the code. */
export class ClientError extends Error {
  readonly code: ClientErrorCode;
  readonly detail: ProblemDetail;

  constructor(code: ClientErrorCode, detail: ProblemDetail = {}, options?: ErrorOptions) {
    super(detail.message ?? (isErrorCode(code) ? problem(code).message : clientOnlyMessages[code]), options);
    this.name = 'ClientError';
    this.code = code;
    this.detail = detail;
  }
}

/** True for any {@link ClientError}; with `code`, for one of that code only. */
export const isClientError = (error: unknown, code?: ClientErrorCode): error is ClientError =>
  error instanceof ClientError && (code === undefined || error.code === code);
