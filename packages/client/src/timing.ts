const second = 1_000;
const minute = 60 * second;

/** Every wait of the client, in milliseconds. Tests shorten them. */
export type Timing = {
  /** One REST answer: API Gateway gives up after 29 s. */
  readonly requestTimeoutMs: number;
  /** An access token is renewed this long before it expires, and the open socket goes on under it. */
  readonly refreshAheadMs: number;
  /** After a refresh that another tab may have done: how long its news may take to get here. */
  readonly tabNewsMs: number;
  /** A refresh that did not get through is tried again after this long. */
  readonly refreshRetryMs: number;
  /** A renewal of the open socket that is not answered in this time: the socket is replaced instead. */
  readonly renewTimeoutMs: number;
  /** API Gateway closes a socket that is idle for 10 minutes. */
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  /** API Gateway closes every socket after 2 hours: leave it earlier, and not all clients at once. */
  readonly socketAgeMs: number;
  readonly socketAgeJitterMs: number;
  readonly backoffFirstMs: number;
  readonly backoffLastMs: number;
  /** A question that is not accepted in this time is sent again under the same id. */
  readonly acceptTimeoutMs: number;
  /** A reply without a new frame for this long is asked for by REST. */
  readonly silenceMs: number;
  readonly pollFirstMs: number;
  readonly pollLastMs: number;
  /** After this long without an end a reply counts as failed: the queue's own attempts are over by then. */
  readonly patienceMs: number;
};

export const defaultTiming: Timing = {
  requestTimeoutMs: 30 * second,
  refreshAheadMs: 5 * minute,
  tabNewsMs: 50,
  refreshRetryMs: 20 * second,
  renewTimeoutMs: 10 * second,
  pingIntervalMs: 5 * minute,
  pongTimeoutMs: 10 * second,
  handshakeTimeoutMs: 15 * second,
  socketAgeMs: 100 * minute,
  socketAgeJitterMs: 10 * minute,
  backoffFirstMs: second / 2,
  backoffLastMs: 30 * second,
  acceptTimeoutMs: 10 * second,
  silenceMs: 10 * second,
  pollFirstMs: second,
  pollLastMs: 10 * second,
  patienceMs: 10 * minute,
};

/** Doubling waits with jitter over their upper half: clients that fell together do not come back together. */
export const backoffMs = (
  attempt: number,
  bounds: { firstMs: number; lastMs: number },
  random: () => number,
): number => {
  const wholeMs = Math.min(bounds.lastMs, bounds.firstMs * 2 ** Math.min(attempt, 30));
  return wholeMs / 2 + (wholeMs / 2) * random();
};
