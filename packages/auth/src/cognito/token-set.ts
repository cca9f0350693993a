import * as z from 'zod/mini';
import type { TokenSet } from '../login-tokens.ts';
import { displayNameOf } from './display-name.ts';
import { parseJsonOrNothing } from './parse-json-or-nothing.ts';

const tokenResponseSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.int().check(z.positive()),
  token_type: z.string().check(z.regex(/^bearer$/i)),
  id_token: z.optional(z.string()),
  refresh_token: z.optional(z.string().check(z.minLength(1))),
});

/**
 * Reads an answer of the token endpoint (RFC 6749, section 5.1).
 *
 * @throws Error without the answer's text where it is not one.
 */
export const readTokenSet = (body: string): TokenSet => {
  const parsed = tokenResponseSchema.safeParse(parseJsonOrNothing(body));
  if (!parsed.success) throw new Error('the token endpoint answered 200 with something else than tokens');
  const { access_token, expires_in, id_token, refresh_token } = parsed.data;
  const displayName = id_token === undefined ? undefined : displayNameOf(id_token);
  return {
    accessToken: access_token,
    expiresInSeconds: expires_in,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(displayName !== undefined && { displayName }),
  };
};
