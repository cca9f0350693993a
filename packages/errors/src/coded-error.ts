import { type ErrorCode, errorTable, isErrorCode } from './error-table.ts';

/** What a failure may tell beside its code. Never put a token, a payload or another person's id in it. */
export type ProblemDetail = {
  /** Text for the person; the table's text where it is left away. */
  readonly message?: string;
  /** Name of the offending field, dotted where nested. */
  readonly field?: string;
  /** Whole seconds after which a repeat makes sense. */
  readonly retryAfterSeconds?: number;
};

/** A failure as it travels: REST body, WebSocket `error` event and stored outcome share this shape. */
export type Problem = ProblemDetail & { readonly code: ErrorCode; readonly message: string };

/** Builds a {@link Problem}: the table's text unless `detail` brings a better one. */
export const problem = (code: ErrorCode, detail: ProblemDetail = {}): Problem => ({
  code,
  message: errorTable[code].message,
  ...detail,
});

/**
 * An error with a literal `code`. Throw it where no caller is expected to handle the outcome;
 * the edge turns it into an answer. Identity is the code, not the class: bundlers rename classes
 * and two bundles may hold two copies of one.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: ProblemDetail;

  constructor(code: ErrorCode, detail: ProblemDetail = {}, options?: ErrorOptions) {
    super(detail.message ?? errorTable[code].message, options);
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
  }
}

/** True for a {@link CodedError} of any copy of this package. */
export const isCodedError = (error: unknown): error is CodedError =>
  error instanceof Error && 'code' in error && isErrorCode(error.code) && 'detail' in error;

/** What the outside may see of any thrown value: a coded one's own problem, `INTERNAL` for the rest. */
export const problemOf = (error: unknown): Problem =>
  isCodedError(error) ? problem(error.code, error.detail) : problem('INTERNAL');
