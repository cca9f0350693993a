import fc from 'fast-check';
import { almostUlid, hostileText, hostileValue } from './hostile-values.ts';

/** A request to the REST API, short of who asks. */
export type FuzzRequest = {
  readonly method: string;
  /** Below `/api`, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly who: 'somebody' | 'nobody' | 'garbage';
};

// Longer than what HTTP takes in a request line and headers (16 KB with Node, 10 KB at API Gateway) gets nowhere.
const encoded = hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 1_500).replace(/%.?$/, ''));

const session = fc.oneof({ weight: 3, arbitrary: almostUlid }, { weight: 2, arbitrary: encoded });
const anyPath = fc.oneof(
  fc.array(encoded, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  fc.constantFrom('/auth/logout', '/auth/logout-all', '//', '/sessions/', '/sessions//', '/auth', '/webhooks/kakao'),
);
const anyMethod = fc.constantFrom('GET', 'DELETE', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS');
const target = (method: string, path: fc.Arbitrary<string>) => fc.tuple(fc.constant(method), path);

/** Mostly routes that there are; the rest is for the gateway. */
const methodAndPath: fc.Arbitrary<[method: string, path: string]> = fc.oneof(
  { weight: 3, arbitrary: target('GET', fc.constant('/sessions')) },
  {
    weight: 3,
    arbitrary: target(
      'GET',
      session.map((id) => `/sessions/${id}`),
    ),
  },
  {
    weight: 2,
    arbitrary: target(
      'DELETE',
      session.map((id) => `/sessions/${id}`),
    ),
  },
  { weight: 2, arbitrary: target('POST', fc.constantFrom('/auth/token', '/auth/refresh')) },
  { weight: 1, arbitrary: target('POST', fc.constant('/webhooks/kakao/unlink')) },
  { weight: 3, arbitrary: fc.tuple(anyMethod, anyPath) },
);

const cursor = fc.oneof(
  encoded,
  hostileValue.map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
);

const query = fc
  .record({ limit: fc.oneof(encoded, fc.integer().map(String)), cursor, junk: encoded }, { requiredKeys: [] })
  .map((fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  );

// What a header may hold at all is up to HTTP: a client that sends more is refused by any server, ours or not.
const headerText = fc.string({
  unit: fc.constantFrom(...' !#$%&()*+-./0123456789:;<=>?@ABCxyz[]^_`{|}~"\\'),
  maxLength: 80,
});
const headers = fc.record(
  {
    cookie: fc.oneof(
      headerText,
      headerText.map((text) => `tarotchat_refresh=${text}`),
      headerText.map((text) => `__Secure-tarotchat_refresh=${text}`),
    ),
    'content-type': fc.oneof(fc.constantFrom('application/json', 'text/plain', 'multipart/form-data'), headerText),
    origin: fc.oneof(fc.constantFrom('null', 'https://evil.example'), headerText),
    'x-tarotchat': fc.oneof(fc.constant('1'), headerText),
    'x-forwarded-for': headerText,
  },
  { requiredKeys: [] },
);

const login = fc.record({
  code: hostileValue,
  codeVerifier: fc.oneof(hostileValue, fc.constant('x'.repeat(43))),
  redirectUri: fc.oneof(hostileValue, fc.constantFrom('http://localhost:3001/', 'javascript:alert(1)')),
});

const body = fc.oneof(
  fc.constant(undefined),
  hostileText,
  login.map((fields) => JSON.stringify(fields)),
  hostileValue.map((value) => JSON.stringify(value)),
  fc.nat({ max: 20_000 }).map((size) => JSON.stringify({ code: 'x'.repeat(size) })),
);

/** A request that gets a typed answer below 500, whatever it is. */
export const anyRequest: fc.Arbitrary<FuzzRequest> = fc
  .record({ methodAndPath, query, headers, body, who: fc.constantFrom('somebody', 'somebody', 'nobody', 'garbage') })
  .map(({ methodAndPath: [method, path], query, headers, body, who }) => ({
    method,
    path: query === '' ? path : `${path}?${query}`,
    headers,
    body: method === 'GET' || method === 'HEAD' ? undefined : body,
    // Nobody is to be signed out by chance: what follows would all be refused for that.
    who: path.startsWith('/auth/logout') && who === 'somebody' ? 'garbage' : who,
  }));
