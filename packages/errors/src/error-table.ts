/**
 * The one table of everything that can go wrong in front of a person: code → HTTP status, WebSocket
 * close code (where the failure ends the connection) and a text that says how to mend it.
 *
 * Codes are part of the wire contract: they are never renamed, only added.
 * Close codes 4000–4999 are the range for applications (RFC 6455, section 7.4.2).
 */
export const errorTable = {
  INVALID_JSON: {
    httpStatus: 400,
    message: 'The body is not JSON. Send one JSON object, for example {"action":"ping"}.',
  },
  UNKNOWN_ACTION: {
    httpStatus: 400,
    message:
      'This action is not known. Send "action" with one of the actions of the protocol, such as "sendMessage" or "ping".',
  },
  INVALID_FIELD: {
    httpStatus: 400,
    message: 'A field is missing or malformed. "field" names it; mend it and send the message again.',
  },
  INVALID_CURSOR: {
    httpStatus: 400,
    message: 'This cursor is not one that the API gave out. Leave "cursor" away to start at the first page.',
  },
  INVALID_CODE: {
    httpStatus: 400,
    message: 'The authorization code was not accepted. Codes work once and for a few minutes: start the login again.',
  },
  UNAUTHENTICATED: {
    httpStatus: 401,
    message: 'No valid access token came with the request. Log in, then send the access token of this user pool.',
  },
  AUTH_EXPIRED: {
    httpStatus: 401,
    closeCode: 4401,
    message: 'The access token has expired. Refresh it and connect again.',
  },
  REFRESH_REFUSED: {
    httpStatus: 401,
    message: 'The session cannot be refreshed: it is missing, expired or signed out. Log in again.',
  },
  FORBIDDEN: {
    httpStatus: 403,
    message: 'This request is not allowed from here.',
  },
  WRONG_USER: {
    httpStatus: 403,
    closeCode: 4403,
    message: 'This access token belongs to somebody else. The connection is closed: connect again with the new token.',
  },
  NOT_FOUND: {
    httpStatus: 404,
    message: 'There is no such resource. Check the method and the path.',
  },
  SESSION_NOT_FOUND: {
    httpStatus: 404,
    message: 'You have no such session. List your sessions, or leave "sessionId" away to begin a new one.',
  },
  MESSAGE_TOO_LARGE: {
    httpStatus: 413,
    message:
      'The message is too large. Sizes count in UTF-8 bytes (a Hangul syllable is 3): shorten it and send it again.',
  },
  TOO_MANY_REQUESTS: {
    httpStatus: 429,
    message: 'Too many requests. Wait for "retryAfterSeconds" and try again.',
  },
  INTERNAL: {
    httpStatus: 500,
    message: 'Something went wrong on our side. Try again; if it stays, report the requestId.',
  },
  READING_FAILED: {
    httpStatus: 502,
    message: 'The cards could not be read this time. Ask again.',
  },
  SERVICE_UNAVAILABLE: {
    httpStatus: 503,
    message: 'A service that is needed does not answer. Try again in a moment.',
  },
  TIMEOUT: {
    httpStatus: 504,
    message: 'The answer took too long. Try again in a moment.',
  },
} as const satisfies Record<string, ErrorTableEntry>;

/** One row of {@link errorTable}. */
export type ErrorTableEntry = {
  /** Status of a REST answer with this code. */
  readonly httpStatus: number;
  /** WebSocket close code, only where this failure ends the connection. */
  readonly closeCode?: number;
  /** English text for a person or a developer: what is wrong and how to mend it. */
  readonly message: string;
};

/** A literal code from {@link errorTable}: the identity of a failure on the wire, in logs and in storage. */
export type ErrorCode = keyof typeof errorTable;

/** All codes, in the order of the table. */
export const errorCodes: readonly ErrorCode[] = Object.keys(errorTable).filter(isErrorCode);

/** Narrows any value to a known {@link ErrorCode}. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}
