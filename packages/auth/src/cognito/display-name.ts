import * as z from 'zod/mini';
import { parseJsonOrNothing } from './parse-json-or-nothing.ts';

const nameClaim = z.catch(z.optional(z.string()), undefined);
const namesSchema = z.object({ nickname: nameClaim, name: nameClaim });

/** Longer names are cut: a name is shown, nothing is decided by it. */
const maxCharacters = 60;

/**
 * What an ID token calls the person: `nickname`, which Kakao always knows, or `name`.
 * The signature is not looked at: the token came straight from Cognito over TLS (OpenID Connect Core, section 3.1.3.7).
 */
export const displayNameOf = (idToken: string): string | undefined => {
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  const names = namesSchema.safeParse(parseJsonOrNothing(payload)).data;
  const name = names?.nickname?.trim() || names?.name?.trim();
  return name ? [...name].slice(0, maxCharacters).join('') : undefined;
};
