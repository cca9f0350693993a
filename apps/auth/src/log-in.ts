import type { LoginTokens } from '@tarotchat/auth';
import { CodedError } from '@tarotchat/errors';
import type { RestAnswer, RestRequest } from '@tarotchat/lambda-kit';
import { firstIssue, limits, parseJson, type TokenRequest, tokenRequestSchema, utf8Bytes } from '@tarotchat/protocol';
import type { RefreshCookie } from './refresh-cookie.ts';
import { tokenAnswer } from './token-answer.ts';

/** `POST /auth/token`: the code of the hosted login becomes an access token and a cookie. */
export const logIn =
  (deps: { readonly tokens: Pick<LoginTokens, 'exchangeCode'>; readonly cookie: RefreshCookie }) =>
  async (request: RestRequest): Promise<RestAnswer> => {
    const outcome = await deps.tokens.exchangeCode(readTokenRequest(request.body));
    switch (outcome.kind) {
      case 'tokens':
        return tokenAnswer(outcome.tokens, deps.cookie);
      case 'invalid-grant':
        throw new CodedError('INVALID_CODE');
      case 'unavailable':
        throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: outcome.cause });
    }
  };

const readTokenRequest = (body: string): TokenRequest => {
  // A code, a verifier and a URI fit into the limit of a client's message; what does not is not worth parsing.
  if (utf8Bytes(body) > limits.clientMessageBytes) throw new CodedError('MESSAGE_TOO_LARGE');
  const json = parseJson(body);
  if (json.kind === 'refused') throw new CodedError(json.problem.code);
  const parsed = tokenRequestSchema.safeParse(json.value);
  if (!parsed.success) throw new CodedError('INVALID_FIELD', firstIssue(parsed.error));
  return parsed.data;
};
