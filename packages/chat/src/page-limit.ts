import { CodedError } from '@tarotchat/errors';
import { limits } from '@tarotchat/protocol';

/**
 * Reads the `limit` of a query string; the page size of the protocol where it is left away.
 *
 * @throws CodedError `INVALID_FIELD` unless it is a whole number from 1 to the page size.
 */
export const readPageLimit = (limit: string | undefined): number => {
  if (limit === undefined) return limits.pageSize;
  const count = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (count >= 1 && count <= limits.pageSize) return count;
  throw new CodedError('INVALID_FIELD', {
    field: 'limit',
    message: `"limit" must be a whole number from 1 to ${limits.pageSize}.`,
  });
};
