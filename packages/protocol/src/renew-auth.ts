import { type Problem, problem } from '@tarotchat/errors';
import * as z from 'zod/mini';
import { firstIssue, parseJson } from './client-message.ts';
import { limits, utf8Bytes } from './limits.ts';

/** `renewAuth`: lets an open connection go on under a fresh access token of the same person. */
export const renewAuthSchema = z.object({
  action: z.literal('renewAuth'),
  token: z.string({ error: 'must be an access token' }).check(z.minLength(1, { error: 'must not be empty' })),
});
export type RenewAuth = z.output<typeof renewAuthSchema>;

/** The outcome of parsing a `renewAuth` frame; no problem quotes the token. */
export type ParsedRenewAuth =
  | { readonly kind: 'parsed'; readonly token: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Parses the body of a `renewAuth` frame; its size is checked before anything else. */
export const parseRenewAuth = (body: string): ParsedRenewAuth => {
  const bytes = utf8Bytes(body);
  if (bytes > limits.renewMessageBytes) {
    const message = `The message is ${bytes} bytes; at most ${limits.renewMessageBytes} are taken.`;
    return { kind: 'refused', problem: problem('MESSAGE_TOO_LARGE', { message }) };
  }
  const json = parseJson(body);
  if (json.kind === 'refused') return json;
  const parsed = renewAuthSchema.safeParse(json.value);
  if (!parsed.success) return { kind: 'refused', problem: problem('INVALID_FIELD', firstIssue(parsed.error)) };
  return { kind: 'parsed', token: parsed.data.token };
};
