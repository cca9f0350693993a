import { type Problem, problem } from '@tarotchat/errors';
import * as z from 'zod/mini';
import { type MessageId, messageIdSchema, sessionIdSchema } from './ids.ts';
import { limits, utf8Bytes } from './limits.ts';
import { languageSchema, spreadIdSchema } from './reading.ts';

const text = z
  .string({ error: 'must be a text' })
  .check(z.refine((value) => value.trim().length > 0, { error: 'must not be empty', abort: true }));

/** `sendMessage`: ask the cards. Without `sessionId` it begins a session named by `messageId`. */
export const sendMessageSchema = z.object({
  action: z.literal('sendMessage'),
  messageId: messageIdSchema,
  sessionId: z.optional(sessionIdSchema),
  text,
  spread: z._default(spreadIdSchema, 'three-cards'),
  language: z._default(languageSchema, 'ko'),
});
export type SendMessage = z.output<typeof sendMessageSchema>;
/** The same as a client writes it: defaults may be left away. */
export type SendMessageInput = z.input<typeof sendMessageSchema>;

/** `ping`: keeps the socket open past API Gateway's 10 idle minutes; answered by a MOCK integration. */
export const pingMessage = { action: 'ping' } as const;

/** The outcome of parsing a client's message; a refusal says which question it answers, if that can be read. */
export type ParsedMessage<T> =
  | { readonly kind: 'parsed'; readonly message: T }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly messageId?: MessageId };

/**
 * Parses the body of a `sendMessage` frame.
 * Sizes are checked in UTF-8 bytes before anything else; the first wrong field is named.
 */
export const parseSendMessage = (body: string): ParsedMessage<SendMessage> => {
  if (utf8Bytes(body) > limits.clientMessageBytes) {
    return refused('MESSAGE_TOO_LARGE', {
      message: `The message is ${utf8Bytes(body)} bytes; at most ${limits.clientMessageBytes} are taken. Shorten it.`,
    });
  }
  const json = parseJson(body);
  if (json.kind === 'refused') return json;

  const messageId = messageIdSchema.safeParse(fieldOf(json.value, 'messageId')).data;
  const parsed = sendMessageSchema.safeParse(json.value);
  if (!parsed.success)
    return { ...refused('INVALID_FIELD', firstIssue(parsed.error)), ...(messageId && { messageId }) };

  const textBytes = utf8Bytes(parsed.data.text);
  if (textBytes > limits.textBytes) {
    return {
      ...refused('MESSAGE_TOO_LARGE', {
        field: 'text',
        message: `"text" is ${textBytes} bytes; at most ${limits.textBytes} are taken. Shorten it.`,
      }),
      messageId: parsed.data.messageId,
    };
  }
  return { kind: 'parsed', message: parsed.data };
};

/** Parses JSON of a request; the refusal is the typed problem for the person. */
export const parseJson = (
  body: string,
): { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'refused'; readonly problem: Problem } => {
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch {
    return { kind: 'refused', problem: problem('INVALID_JSON') };
  }
};

/** The first issue of a Zod error, as the field it is about and a sentence. */
export const firstIssue = (error: z.core.$ZodError): { field: string; message: string } => {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'body';
  return { field, message: `"${field}" ${issue?.message ?? 'is malformed'}.` };
};

const refused = (code: Problem['code'], detail: { field?: string; message?: string } = {}) => ({
  kind: 'refused' as const,
  problem: problem(code, detail),
});

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
