/** The subprotocol that the server speaks and echoes (RFC 6455, section 1.9). */
export const subprotocol = 'tarotchat.v1';

const bearerPrefix = 'bearer.';

/** The subprotocols a client offers: browsers can set no header on a WebSocket, and a token in the URL is logged. */
export const offeredSubprotocols = (accessToken: string): string[] => [subprotocol, `${bearerPrefix}${accessToken}`];

/** What the `Sec-WebSocket-Protocol` header of a handshake offers. */
export type SubprotocolOffer = { readonly speaksOurs: boolean; readonly accessTokens: readonly string[] };

/** Reads a `Sec-WebSocket-Protocol` header: a comma-separated list of tokens. */
export const readSubprotocolOffer = (header: string): SubprotocolOffer => {
  const offered = header.split(',').map((part) => part.trim());
  return {
    speaksOurs: offered.includes(subprotocol),
    accessTokens: offered
      .filter((part) => part.startsWith(bearerPrefix))
      .map((part) => part.slice(bearerPrefix.length)),
  };
};
