import type { ReadingModel, ReadingRequest } from '../reading-model.ts';

/** A {@link ReadingModel} that says what a test tells it to; it keeps what it was asked. */
export const scriptedReader = (
  script: (request: ReadingRequest, attempt: number) => AsyncIterable<string> | Iterable<string>,
): ReadingModel & { readonly requests: readonly ReadingRequest[] } => {
  const requests: ReadingRequest[] = [];
  return {
    requests,
    read: async function* (request) {
      requests.push(request);
      yield* script(request, requests.length);
    },
  };
};
