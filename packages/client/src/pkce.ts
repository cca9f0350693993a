/**
 * A PKCE code verifier: 32 random bytes as 43 characters.
 * @see RFC 7636, section 4.1
 */
export const createVerifier = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * The S256 challenge of a verifier.
 * @see RFC 7636, section 4.2
 */
export const challengeOf = async (verifier: string): Promise<string> =>
  base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
