import { parseCookie, stringifySetCookie } from 'cookie';

const name = 'tarotchat_refresh';

/** Where the refresh token lives: in the browser's cookie jar, out of reach of any script. */
export type RefreshCookie = {
  /** The refresh token of a `Cookie` header, where there is one. */
  readonly read: (cookieHeader: string | undefined) => string | undefined;
  /** A `Set-Cookie` header that keeps the token. */
  readonly keep: (refreshToken: string) => string;
  /** A `Set-Cookie` header that removes it. */
  readonly clear: () => string;
};

/**
 * The cookie goes to `/api/auth` of this very site and nowhere else (RFC 6265bis). Parsing and quoting are the library
 * `cookie`'s: 3 KB without dependencies, and it has met the cookies of other people.
 *
 * @param options.secure false only on http://localhost, where browsers would not send it back.
 */
export const refreshCookie = (options: { readonly secure: boolean; readonly maxAgeSeconds: number }): RefreshCookie => {
  const setCookie = (value: string, maxAge: number): string =>
    stringifySetCookie({
      name,
      value,
      maxAge,
      path: '/api/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: options.secure,
    });
  return {
    read: (cookieHeader) => parseCookie(cookieHeader ?? '')[name] || undefined,
    keep: (refreshToken) => setCookie(refreshToken, options.maxAgeSeconds),
    clear: () => setCookie('', 0),
  };
};
