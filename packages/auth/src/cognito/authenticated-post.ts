import type { ClientSecret } from './client-secret.ts';
import { oauthError } from './oauth-error.ts';
import { type HttpAnswer, postForm } from './post-form.ts';

/** Posts a form to a path of the hosted login. */
export type AuthenticatedPost = (path: string, form: Readonly<Record<string, string>>) => Promise<HttpAnswer>;

/** Posts as the app client; a secret that Cognito does not know any more is read anew, once. */
export const authenticatedPost = (deps: {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: ClientSecret;
  readonly timeoutMs: number;
}): AuthenticatedPost => {
  return async (path, form) => {
    const postWith = (secret: string): Promise<HttpAnswer> =>
      postForm(
        new URL(`${deps.baseUrl}${path}`),
        { headers: { Authorization: basic(deps.clientId, secret) }, form: { ...form, client_id: deps.clientId } },
        deps.timeoutMs,
      );
    const secret = await deps.secret.read();
    const answer = await postWith(secret);
    if (oauthError(answer) !== 'invalid_client') return answer;

    const fresh = await deps.secret.readAgain(secret);
    return fresh === secret ? answer : postWith(fresh);
  };
};

/** RFC 6749, section 2.3.1: both halves are form-encoded first. */
const basic = (clientId: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`;
