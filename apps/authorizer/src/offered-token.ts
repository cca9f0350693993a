import { limits, readSubprotocolOffer } from '@tarotchat/protocol';
import { type AuthorizerEvent, headerValues } from './authorizer-event.ts';

/** The one access token of a request, or why there is not exactly one where it belongs. */
export type OfferedToken =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'none'; readonly reason: 'no-token' | 'several-tokens' | 'wrong-subprotocol' | 'too-long' };

/** The longest header that can hold a token and little else. */
const maxHeaderCharacters = limits.accessTokenBytes + 256;

/** Finds the access token where the request's kind carries it; nothing of the token is looked at. */
export const offeredToken = (event: AuthorizerEvent): OfferedToken =>
  event.api === 'websocket' ? tokenOfHandshake(event) : tokenOfRequest(event);

/** A handshake offers our subprotocol and, beside it, `bearer.<access token>`. */
const tokenOfHandshake = (event: AuthorizerEvent): OfferedToken => {
  // RFC 6455, section 11.3.4: the header may come in several lines, which mean the same as one.
  const offer = headerValues(event, 'Sec-WebSocket-Protocol').join(',');
  if (offer.length > maxHeaderCharacters) return { kind: 'none', reason: 'too-long' };
  const { speaksOurs, accessTokens } = readSubprotocolOffer(offer);
  if (!speaksOurs) return { kind: 'none', reason: 'wrong-subprotocol' };
  return theOnly(accessTokens);
};

/** `Authorization: Bearer <access token>` (RFC 6750, section 2.1), in one line. */
const tokenOfRequest = (event: AuthorizerEvent): OfferedToken => {
  const lines = headerValues(event, 'Authorization');
  if (lines.some((line) => line.length > maxHeaderCharacters)) return { kind: 'none', reason: 'too-long' };
  if (lines.length > 1) return { kind: 'none', reason: 'several-tokens' };
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(lines[0] ?? '')?.[1];
  return theOnly(token === undefined ? [] : [token]);
};

const theOnly = (tokens: readonly string[]): OfferedToken => {
  const [token, ...others] = tokens;
  if (!token) return { kind: 'none', reason: 'no-token' };
  return others.length > 0 ? { kind: 'none', reason: 'several-tokens' } : { kind: 'token', token };
};
