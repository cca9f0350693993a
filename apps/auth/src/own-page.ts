import { CodedError } from '@tarotchat/errors';
import type { RestRequest } from '@tarotchat/lambda-kit';
import { ownRequestHeader } from '@tarotchat/protocol';

/**
 * Lets only our own pages through: these routes act on a cookie that the browser sends by itself. SameSite=Strict keeps
 * other sites out already; the header and the origin keep out what shares the site, and what is no page at all.
 *
 * @throws CodedError `FORBIDDEN`
 */
export const requireOwnPage =
  (allowedOrigins: ReadonlySet<string>) =>
  ({ headers }: RestRequest): void => {
    if (headers[ownRequestHeader.name.toLowerCase()] !== ownRequestHeader.value) {
      throw new CodedError('FORBIDDEN', {
        field: ownRequestHeader.name,
        message: `This request must carry the header "${ownRequestHeader.name}: ${ownRequestHeader.value}".`,
      });
    }
    if (!allowedOrigins.has(headers['origin'] ?? '')) {
      throw new CodedError('FORBIDDEN', { field: 'Origin', message: 'This origin is not one of our own pages.' });
    }
  };
