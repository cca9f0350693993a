/** What the login's token endpoint hands out. */
export type TokenSet = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Always at an exchange; at a refresh only where refresh tokens rotate. */
  readonly refreshToken?: string;
  /** What to call the person, from the ID token. */
  readonly displayName?: string;
};

/** The login did not answer, or not as a working one does. `cause` holds no secret, code or token. */
export type Unavailable = { readonly kind: 'unavailable'; readonly cause: Error };

/** What became of a code or a refresh token. */
export type TokenOutcome =
  | { readonly kind: 'tokens'; readonly tokens: TokenSet }
  /** The code or refresh token is wrong, used up, expired or signed out. */
  | { readonly kind: 'invalid-grant' }
  | Unavailable;

/** Where tokens come from and go to die: the login's token endpoints, as a confidential client uses them. */
export type LoginTokens = {
  /** Turns an authorization code and its PKCE verifier into tokens (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
  readonly exchangeCode: (grant: {
    readonly code: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
  }) => Promise<TokenOutcome>;
  /** A new access token of the same family (RFC 6749, section 6). */
  readonly refresh: (refreshToken: string) => Promise<TokenOutcome>;
  /** Ends a refresh token and its family at the login (RFC 7009). One that is dead already is no error. */
  readonly revoke: (refreshToken: string) => Promise<{ readonly kind: 'revoked' } | Unavailable>;
};
