import { CodedError } from '@tarotchat/errors';
import { type SessionId, sessionIdSchema } from '@tarotchat/protocol';

/** Reads the `{sessionId}` of a path. @throws CodedError `INVALID_FIELD` unless it is a ULID. */
export const readSessionId = (parameter: string | undefined): SessionId => {
  const parsed = sessionIdSchema.safeParse(parameter);
  if (parsed.success) return parsed.data;
  throw new CodedError('INVALID_FIELD', {
    field: 'sessionId',
    message: `"sessionId" ${parsed.error.issues[0]?.message ?? 'is malformed'}.`,
  });
};
