import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { RunningCognito } from './running-cognito.ts';

type Cookie = { readonly name: string; readonly value: string; readonly path: string };

/** A browser that keeps cookies by path and follows no redirect by itself, for tests. */
export const aVisitor = () => {
  let jar: Cookie[] = [];
  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice('path='.length) ?? '/';
    jar = jar.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== '') jar.push({ name, value, path });
  };
  const visit = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url);
    const sent = jar.filter(({ path }) => pathname.startsWith(path)).map(({ name, value }) => `${name}=${value}`);
    const headers = { accept: 'text/html', ...Object.fromEntries(new Headers(init.headers)), cookie: sent.join('; ') };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    response.headers.getSetCookie().forEach(keep);
    return response;
  };
  return { visit };
};

/** RFC 7636: what a client keeps, and what it sends ahead. */
export const aVerifier = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

export const authorizeUrl = ({ baseUrl, client }: RunningCognito, parameters: Record<string, string> = {}): string => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.callbackUrls[0] ?? '',
    scope: 'openid email profile',
    state: 'the state',
    identity_provider: 'KakaoLogin',
    ...parameters,
  });
  return `${baseUrl}/oauth2/authorize?${query}`;
};

/** Where a redirect leads. */
export const locationOf = (response: Response): URL =>
  new URL(response.headers.get('location') ?? 'none:', response.url);

/** A form post with HTTP basic client authentication; `secret` may be a wrong one. */
export const postAsClient =
  ({ baseUrl, client }: RunningCognito, secret = client.clientSecret) =>
  (path: string, form: Record<string, string>): Promise<Response> => {
    const credentials = [client.clientId, secret].map(encodeURIComponent).join(':');
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    return fetch(`${baseUrl}${path}`, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) });
  };

const tokensSchema = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  token_type: z.literal('Bearer'),
});

export const exchange = (cognito: RunningCognito, code: string, verifier: string): Promise<Response> =>
  postAsClient(cognito)('/oauth2/token', {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: cognito.client.callbackUrls[0] ?? '',
  });

/** A code for the person of that name, and the verifier that it needs. */
export const aCode = async (cognito: RunningCognito, name = '민아') => {
  const { verifier, challenge } = aVerifier();
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
  const answer = await fetch(authorizeUrl(cognito, { ...pkce, login_hint: name }), { redirect: 'manual' });
  return { code: locationOf(answer).searchParams.get('code') ?? '', verifier };
};

/** The tokens of a fresh login. */
export const logIn = async (cognito: RunningCognito, name = '민아') => {
  const { code, verifier } = await aCode(cognito, name);
  return tokensSchema.parse(await (await exchange(cognito, code, verifier)).json());
};

export const refresh = (cognito: RunningCognito, refreshToken: string): Promise<Response> =>
  postAsClient(cognito)('/oauth2/token', { grant_type: 'refresh_token', refresh_token: refreshToken });

/** Status and JSON body of an answer. */
export const refusal = async (answer: Response) => ({ status: answer.status, body: await answer.json() });
