import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { LoginTokens, TokenOutcome, Unavailable } from '../login-tokens.ts';
import { authenticatedPost } from './authenticated-post.ts';
import { cognitoClientSecret } from './client-secret.ts';
import { oauthError } from './oauth-error.ts';
import type { HttpAnswer } from './post-form.ts';
import { readTokenSet } from './token-set.ts';

/** Where the tokens come from. */
export type CognitoTokensConfig = {
  /** For DescribeUserPoolClient; in the pool's own region, see `userPoolRegion`. */
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly clientId: string;
  /** https, or http on this very machine; `/oauth2/token` is put behind it. */
  readonly hostedLoginUrl: string;
  /** Longest wait for one call. */
  readonly timeoutMs?: number;
};

/**
 * Tokens from Cognito's hosted login. Make it once per process: it keeps the client secret.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 *
 * @throws Error where `hostedLoginUrl` would send the client secret unencrypted over a network.
 */
export const cognitoTokens = (config: CognitoTokensConfig): LoginTokens => {
  const timeoutMs = config.timeoutMs ?? 4_000;
  const post = authenticatedPost({
    baseUrl: trustworthyUrl(config.hostedLoginUrl),
    clientId: config.clientId,
    secret: cognitoClientSecret({ ...config, timeoutMs }),
    timeoutMs,
  });
  const token = (form: Readonly<Record<string, string>>): Promise<TokenOutcome> =>
    orUnavailable(async () => tokenOutcome(await post('/oauth2/token', form)));
  return {
    exchangeCode: ({ code, codeVerifier, redirectUri }) =>
      token({ grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri }),
    refresh: (refreshToken) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    revoke: (refreshToken) =>
      orUnavailable(async () => {
        const answer = await post('/oauth2/revoke', { token: refreshToken });
        const over = answer.status === 200 || oauthError(answer) === 'invalid_grant';
        return over ? { kind: 'revoked' } : unavailable(answer);
      }),
  };
};

/** Region of a user pool: its id begins with it. The pool need not be where the function runs. */
export const userPoolRegion = (userPoolId: string): string => userPoolId.slice(0, userPoolId.indexOf('_'));

const tokenOutcome = (answer: HttpAnswer): TokenOutcome => {
  if (answer.status === 200) return { kind: 'tokens', tokens: readTokenSet(answer.body) };
  const error = oauthError(answer);
  // What we send is well-formed: a malformed request is one whose code, verifier or redirect URI Cognito cannot take.
  if (error === 'invalid_grant' || error === 'invalid_request') return { kind: 'invalid-grant' };
  return unavailable(answer);
};

const unavailable = (answer: HttpAnswer): Unavailable => ({
  kind: 'unavailable',
  cause: new Error(`the hosted login answered ${answer.status} ${oauthError(answer) ?? 'without a known error code'}`),
});

const orUnavailable = async <T>(work: () => Promise<T | Unavailable>): Promise<T | Unavailable> => {
  try {
    return await work();
  } catch (error) {
    return { kind: 'unavailable', cause: error instanceof Error ? error : new Error(String(error)) };
  }
};

const trustworthyUrl = (text: string): string => {
  const url = new URL(text);
  const onThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !onThisMachine) throw new Error('the hosted login must have an https URL');
  return text.replace(/\/+$/, '');
};
