import type { TokenSet } from '@tarotchat/auth';
import type { RestAnswer } from '@tarotchat/lambda-kit';
import type { TokenAnswer } from '@tarotchat/protocol';
import type { RefreshCookie } from './refresh-cookie.ts';

/** Hands out the access token; a refresh token, where one came along, goes into its cookie. */
export const tokenAnswer = (tokens: TokenSet, cookie: RefreshCookie): RestAnswer => {
  const { accessToken, expiresInSeconds, displayName, refreshToken } = tokens;
  const body: TokenAnswer = { accessToken, expiresInSeconds, ...(displayName !== undefined && { displayName }) };
  return {
    status: 200,
    body,
    ...(refreshToken !== undefined && { headers: { 'Set-Cookie': cookie.keep(refreshToken) } }),
  };
};
