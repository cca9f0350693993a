import { type TokenAnswer, type TokenRequest, tokenAnswerSchema } from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import { ClientError } from './client-error.ts';
import { challengeOf, createVerifier } from './pkce.ts';
import { ownHeaders, parseAnswer, refusalOf, request } from './request.ts';
import type { WebConfig } from './web-config.ts';

const verifierKey = 'tarotchat.login.verifier';
const stateKey = 'tarotchat.login.state';

type LoginDeps = { browser: Browser; config: WebConfig; requestTimeoutMs: number };

/** Leaves for the hosted login: authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636). */
export const beginLogin =
  ({ browser, config }: LoginDeps) =>
  async (): Promise<void> => {
    const verifier = createVerifier();
    const state = createVerifier();
    browser.loginStorage.setItem(verifierKey, verifier);
    browser.loginStorage.setItem(stateKey, state);

    const query = new URLSearchParams({
      response_type: 'code',
      client_id: config.clientId,
      redirect_uri: config.redirectUri,
      scope: config.scopes.join(' '),
      state,
      code_challenge: await challengeOf(verifier),
      code_challenge_method: 'S256',
      identity_provider: config.identityProvider,
    });
    browser.navigate(`${config.hostedLoginUrl}/oauth2/authorize?${query}`);
  };

/** What the address of a page has to do with a login. */
export type LoginReturn =
  | { readonly kind: 'not-a-callback' }
  | { readonly kind: 'exchanged'; readonly answer: TokenAnswer };

/**
 * Where `url` is the callback of a login, trades its code for an access token and takes code and state out of the
 * address, whatever the outcome: a code works once, and a reload must not try it again.
 * @throws ClientError LOGIN_STATE_MISMATCH, LOGIN_REFUSED, INVALID_CODE and the rest of `POST /auth/token`
 */
export const completeLogin =
  ({ browser, config, requestTimeoutMs }: LoginDeps) =>
  async (url: string): Promise<LoginReturn> => {
    const { searchParams, pathname } = new URL(url, browser.origin);
    const code = searchParams.get('code');
    if (code === null && !searchParams.has('error')) return { kind: 'not-a-callback' };

    const verifier = browser.loginStorage.getItem(verifierKey);
    const state = browser.loginStorage.getItem(stateKey);
    browser.loginStorage.removeItem(verifierKey);
    browser.loginStorage.removeItem(stateKey);
    browser.replaceUrl(pathname);

    if (state === null || verifier === null || searchParams.get('state') !== state) {
      throw new ClientError('LOGIN_STATE_MISMATCH');
    }
    if (code === null) throw new ClientError('LOGIN_REFUSED');

    const body: TokenRequest = { code, codeVerifier: verifier, redirectUri: config.redirectUri };
    const response = await request({ fetch: browser.fetch, timeoutMs: requestTimeoutMs })(
      new URL(`${config.apiUrl}/auth/token`, browser.origin).href,
      { method: 'POST', headers: { ...ownHeaders, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    if (!response.ok) throw await refusalOf(response);
    return { kind: 'exchanged', answer: await parseAnswer(tokenAnswerSchema)(response) };
  };

/** Where the hosted login ends its own session; without this the next "log in" would let the same person in unasked. */
export const hostedLogoutUrl = (config: WebConfig): string =>
  `${config.hostedLoginUrl}/logout?${new URLSearchParams({ client_id: config.clientId, logout_uri: config.redirectUri })}`;
