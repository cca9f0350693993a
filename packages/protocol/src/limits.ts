/** Sizes in UTF-8 bytes: a Hangul syllable is 3 of them, so a person may write about 1,300 syllables. */
export const limits = {
  /** Text of one question. */
  textBytes: 4_000,
  /** One message that a client sends over the socket, whole. API Gateway's own frame limit is 32 KB. */
  clientMessageBytes: 8_192,
  /** One `renewAuth` message, whole: an access token and little else. */
  renewMessageBytes: 8_448,
  /** One access token inside the `Sec-WebSocket-Protocol` header (API Gateway allows 10,240 bytes of headers). */
  accessTokenBytes: 8_192,
  /** Opaque page cursor. */
  cursorCharacters: 512,
  /** Items of one page of the REST API, unless `limit` asks for fewer. */
  pageSize: 50,
  /** A session's title: the beginning of its first question, in characters. */
  titleCharacters: 60,
  /** Open connections of one person; beyond them the oldest is closed. */
  connectionsPerUser: 5,
  /** Questions that one person may ask in one minute of the clock. */
  messagesPerMinute: 20,
  /** Readings that one person may be given in one day; days begin at midnight in Seoul. */
  readingsPerDay: 100,
  /** From when on a connection is told that its authority ends. */
  expiringNoticeSeconds: 120,
} as const;

/** Length of a text in UTF-8 bytes. */
export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).byteLength;
