/**
 * The header that a request to a route with the refresh cookie has to carry. A page of another origin cannot set it
 * without a CORS preflight, which nobody answers here; a form cannot set it at all.
 */
export const ownRequestHeader = { name: 'X-Tarotchat', value: '1' } as const;
