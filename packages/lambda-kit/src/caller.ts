import { tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import * as z from 'zod/mini';

const epochSeconds = z.pipe(z.string().check(z.regex(/^\d{1,12}$/)), z.transform(Number));

/**
 * Who speaks, as the Lambda authorizer vouched at the handshake. API Gateway hands it to every later event of the
 * connection, `$disconnect` included; all values are strings there.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export const callerSchema = z.object({
  userId: userIdSchema,
  tokenFamily: tokenFamilySchema,
  /** What Cognito calls the person; only for Cognito's own admin calls. */
  username: z.string().check(z.minLength(1), z.maxLength(128)),
  /** When the person logged in, in epoch seconds. */
  signedInAt: epochSeconds,
  /** End of the token's life in epoch seconds. */
  authExpiresAt: epochSeconds,
});
export type Caller = z.output<typeof callerSchema>;

/** The context that the authorizer answers: the same fields, as strings. */
export const callerContext = (caller: Caller): z.input<typeof callerSchema> => ({
  userId: caller.userId,
  tokenFamily: caller.tokenFamily,
  username: caller.username,
  signedInAt: String(caller.signedInAt),
  authExpiresAt: String(caller.authExpiresAt),
});
