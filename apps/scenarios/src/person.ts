import { createHash, randomBytes } from 'node:crypto';
import { tokenAnswerSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';

const webConfigSchema = z.object({
  clientId: z.string(),
  hostedLoginUrl: z.string(),
  identityProvider: z.string(),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
});

/** Somebody who is logged in: what a browser would hold. */
export type Person = {
  readonly name: string;
  readonly accessToken: string;
  /** The refresh cookie, as `name=value`. */
  readonly cookie: string;
  /** Calls the REST API with the access token. */
  readonly api: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
};

/**
 * Logs a person in with nothing but HTTP, as a browser would: hosted login with code and PKCE (RFC 7636),
 * then POST /auth/token. `login_hint` is how the local stand-in skips its form.
 */
export const logIn = async (origin: string, name: string): Promise<Person> => {
  const answer = await exchangeCode(origin, await authorize(origin, name));
  if (!answer.ok) throw new Error(`POST /auth/token answered ${answer.status}: ${await answer.text()}`);
  const { accessToken } = tokenAnswerSchema.parse(await answer.json());
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')[0] ?? '';
  return { name, accessToken, cookie, api: callApi(origin, accessToken) };
};

/** What a browser holds between the hosted login and the exchange: the body of POST /auth/token. */
export type Grant = { readonly code: string; readonly codeVerifier: string; readonly redirectUri: string };

/** The first half of a login: the hosted one, up to its code. */
export const authorize = async (origin: string, name: string): Promise<Grant> => {
  const config = webConfigSchema.parse(await (await fetch(`${origin}/config.json`)).json());
  const codeVerifier = randomBytes(48).toString('base64url');
  const code = await authorizationCode(config, codeVerifier, name);
  return { code, codeVerifier, redirectUri: config.redirectUri };
};

/** The second half: the code becomes tokens. The answer is left to the caller. */
export const exchangeCode = (
  origin: string,
  grant: Grant,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${origin}/api/auth/token`, {
    method: 'POST',
    headers: { ...ownHeaders(origin), 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(grant),
  });

/** Refreshes with the cookie of a login. The answer is left to the caller. */
export const refresh = (origin: string, cookie: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}/api/auth/refresh`, {
    method: 'POST',
    headers: { ...ownHeaders(origin), Cookie: cookie, ...headers },
  });

/** What tells our own page from another one: browsers let no other origin send either of them. */
export const ownHeaders = (origin: string) => ({ Origin: origin, 'X-Tarotchat': '1' });

/** Calls the REST API of `origin` with an access token; the answer is left to the caller. */
export const callApi =
  (origin: string, accessToken: string): Person['api'] =>
  (method, path, body, headers = {}) =>
    fetch(`${origin}/api${path}`, {
      method,
      headers: {
        ...ownHeaders(origin),
        Authorization: `Bearer ${accessToken}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

const authorizationCode = async (
  config: z.output<typeof webConfigSchema>,
  codeVerifier: string,
  name: string,
): Promise<string> => {
  const start = new URL(`${config.hostedLoginUrl}/oauth2/authorize`);
  start.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    scope: config.scopes.join(' '),
    state: 'scenario',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    identity_provider: config.identityProvider,
    login_hint: name,
  }).toString();

  const end = await followRedirects(start, (url) => url.href.startsWith(config.redirectUri));
  const code = end.searchParams.get('code');
  if (!code) throw new Error(`the login ended without a code: ${end.searchParams.get('error_description')}`);
  return code;
};

/** Follows redirects with a cookie jar until `isEnd`; no browser, no page. */
const followRedirects = async (start: URL, isEnd: (url: URL) => boolean): Promise<URL> => {
  const jar = new Map<string, string>();
  let url = start;
  for (let hop = 0; hop < 10; hop += 1) {
    const cookies = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { Cookie: cookies } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`the login stopped at ${url.pathname} with status ${response.status}`);
    url = new URL(location, url);
    if (isEnd(url)) return url;
  }
  throw new Error('the login redirects without end');
};
