import * as z from 'zod/mini';
import { parseJsonOrNothing } from './parse-json-or-nothing.ts';
import type { HttpAnswer } from './post-form.ts';

const oauthErrorSchema = z.object({
  // RFC 6749, section 5.2. Only these words of a stranger's answer get into our log.
  error: z.enum([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'unsupported_token_type',
  ]),
});

/** The error code that an answer of an OAuth endpoint names; none for a success, and for anything unknown. */
export const oauthError = (answer: HttpAnswer): string | undefined =>
  answer.status < 400 ? undefined : oauthErrorSchema.safeParse(parseJsonOrNothing(answer.body)).data?.error;
