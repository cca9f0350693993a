import type { IncomingMessage } from 'node:http';

/** Headers and query of a request as API Gateway puts them into an event: names as sent, last value and all values. */
export type RequestParts = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly query: Readonly<Record<string, string>>;
  readonly multiValueQuery: Readonly<Record<string, readonly string[]>>;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
};

/** Takes a request apart. */
export const partsOf = (request: IncomingMessage): RequestParts => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const headers = pairs(request.rawHeaders);
  const query = [...url.searchParams];
  return {
    path: url.pathname,
    headers: Object.fromEntries(headers),
    multiValueHeaders: grouped(headers),
    query: Object.fromEntries(query),
    multiValueQuery: grouped(query),
    sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    userAgent: request.headers['user-agent'],
  };
};

/** API Gateway writes `null` where there is nothing. */
export const nullIfEmpty = <T extends object>(record: T): T | null => (Object.keys(record).length > 0 ? record : null);

/** The value of a header, its name in any case. */
export const headerOf = (headers: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

const pairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [pair(name, raw[at + 1] ?? '')] : []));

const grouped = (entries: readonly (readonly [string, string])[]): Record<string, string[]> =>
  Object.fromEntries(
    [...Map.groupBy(entries, ([name]) => name)].map(([name, values]) => [name, values.map(([, value]) => value)]),
  );

const pair = (name: string, value: string): [string, string] => [name, value];
