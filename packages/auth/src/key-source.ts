import { fetch } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/** Fetches a JSON Web Key Set. */
export type FetchJwks = (uri: string) => Promise<ArrayBuffer>;

/** Keys were fetched less than a window ago. */
export class KeyFetchRefusedError extends Error {}

/** Virginia to Seoul and back is 170 ms; with a TLS handshake about 600. */
const responseTimeoutMs = 2_000;

/** One try: the next token after the window is the retry. */
export const fetchJwks: FetchJwks = (uri) => fetch(uri, { responseTimeout: responseTimeoutMs });

/**
 * A cache of the pool's keys that fetches them where a token names one that is not there, at most once in `windowMs`.
 *
 * The library's own penalty box starts its window only after a fetch that went well and brought no such key, and
 * keeps one per URI; Cognito has two. Here a fetch that fails, or hangs, counts as well, and the window is one.
 */
export const windowedJwksCache = (options: {
  readonly fetchJwks: FetchJwks;
  readonly windowMs: number;
  readonly now: () => number;
}): SimpleJwksCache => {
  let nextFetchAtMs = Number.NEGATIVE_INFINITY;
  return new SimpleJwksCache({
    fetcher: { fetch: (uri) => options.fetchJwks(uri) },
    penaltyBox: {
      wait: async () => {
        if (options.now() < nextFetchAtMs) throw new KeyFetchRefusedError('the keys were fetched just now');
        nextFetchAtMs = options.now() + options.windowMs;
      },
      registerFailedAttempt: () => {},
      registerSuccessfulAttempt: () => {},
    },
  });
};
