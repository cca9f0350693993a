import { randomUUID } from 'node:crypto';
import type { RawRequest } from '../raw-exchange.ts';
import { handshakeLines } from '../raw-exchange.ts';
import { segment, type TokenForge } from '../token-forge.ts';

/** A good token where none belongs, or not alone. */
export type CarriageAttack = readonly [
  title: string,
  request: (at: { origin: string; forge: TokenForge }) => RawRequest,
];

type At = { readonly origin: string; readonly forge: TokenForge };

/** A handshake with these header lines. */
export const rawHandshake = (origin: string, lines: readonly string[], path = '/ws'): RawRequest => ({
  requestLine: `GET ${path} HTTP/1.1`,
  lines: [...handshakeLines(origin), ...lines],
});

/** A REST request with these header lines. */
export const rawGet = (origin: string, lines: readonly string[], path = '/api/sessions'): RawRequest => ({
  requestLine: `GET ${path} HTTP/1.1`,
  lines: [`Origin: ${origin}`, 'Connection: close', ...lines],
});

const offer = (...subprotocols: readonly string[]): string => `Sec-WebSocket-Protocol: ${subprotocols.join(', ')}`;
// One of its own each: REST keeps what the authorizer said by the value of the header.
const good = ({ forge }: At): string => forge.issue({ jti: randomUUID() });
const other = ({ forge }: At): string => forge.issue({ jti: 'another' });

/** What API Gateway would tell a function about a caller, written by the caller. */
const spoofedContext = ({ forge }: At): string[] => [
  `X-Amzn-Oidc-Identity: ${forge.claims['sub']}`,
  `X-Amzn-RequestContext: ${JSON.stringify({ authorizer: { userId: forge.claims['sub'] } })}`,
  `X-Forwarded-User: ${forge.claims['sub']}`,
];

export const handshakeCarriage: readonly CarriageAttack[] = [
  [
    'two bearers',
    (at) => rawHandshake(at.origin, [offer('tarotchat.v1', `bearer.${good(at)}`, `bearer.${other(at)}`)]),
  ],
  [
    'the same bearer twice',
    (at) => rawHandshake(at.origin, [offer('tarotchat.v1', `bearer.${good(at)}`, `bearer.${good(at)}`)]),
  ],
  [
    'two bearers in two lines',
    (at) => rawHandshake(at.origin, [offer('tarotchat.v1', `bearer.${good(at)}`), offer(`bearer.${other(at)}`)]),
  ],
  [
    'a good bearer behind a bad one',
    (at) => rawHandshake(at.origin, [offer('tarotchat.v1', 'bearer.nonsense', `bearer.${good(at)}`)]),
  ],
  ['no subprotocol of ours', (at) => rawHandshake(at.origin, [offer(`bearer.${good(at)}`)])],
  ['a subprotocol of another version', (at) => rawHandshake(at.origin, [offer('tarotchat.v2', `bearer.${good(at)}`)])],
  ['our subprotocol in capitals', (at) => rawHandshake(at.origin, [offer('TAROTCHAT.V1', `bearer.${good(at)}`)])],
  ['the token without bearer in front', (at) => rawHandshake(at.origin, [offer('tarotchat.v1', good(at))])],
  ['an empty bearer', (at) => rawHandshake(at.origin, [offer('tarotchat.v1', 'bearer.')])],
  [
    'the token in the URL only',
    (at) => rawHandshake(at.origin, [offer('tarotchat.v1')], `/ws?token=${good(at)}&access_token=${good(at)}`),
  ],
  ['the token in Authorization only', (at) => rawHandshake(at.origin, [`Authorization: Bearer ${good(at)}`])],
  ['the token in a cookie only', (at) => rawHandshake(at.origin, [`Cookie: access_token=${good(at)}`])],
  ['a made-up context', (at) => rawHandshake(at.origin, [offer('tarotchat.v1'), ...spoofedContext(at)])],
];

export const requestCarriage: readonly CarriageAttack[] = [
  [
    'two bearers in two lines',
    (at) => rawGet(at.origin, [`Authorization: Bearer ${good(at)}`, `Authorization: Bearer ${other(at)}`]),
  ],
  ['two bearers in one line', (at) => rawGet(at.origin, [`Authorization: Bearer ${good(at)}, Bearer ${other(at)}`])],
  [
    'a good bearer behind a bad one',
    (at) => rawGet(at.origin, ['Authorization: Bearer nonsense', `Authorization: Bearer ${good(at)}`]),
  ],
  ['the token without Bearer', (at) => rawGet(at.origin, [`Authorization: ${good(at)}`])],
  ['Bearer without a token', (at) => rawGet(at.origin, ['Authorization: Bearer'])],
  ['two spaces', (at) => rawGet(at.origin, [`Authorization: Bearer  ${good(at)}`])],
  ['a tab', (at) => rawGet(at.origin, [`Authorization: Bearer\t${good(at)}`])],
  ['Basic', (at) => rawGet(at.origin, [`Authorization: Basic ${segment(`user:${good(at)}`)}`])],
  ['DPoP', (at) => rawGet(at.origin, [`Authorization: DPoP ${good(at)}`])],
  ['something behind the token', (at) => rawGet(at.origin, [`Authorization: Bearer ${good(at)} x`])],
  [
    'the token in the URL only',
    (at) => rawGet(at.origin, [], `/api/sessions?access_token=${good(at)}&Authorization=Bearer%20${good(at)}`),
  ],
  [
    'the token in a cookie only',
    (at) => rawGet(at.origin, [`Cookie: Authorization=Bearer ${good(at)}; access_token=${good(at)}`]),
  ],
  ['the token as a subprotocol only', (at) => rawGet(at.origin, [offer('tarotchat.v1', `bearer.${good(at)}`)])],
  [
    'the token in a proxy’s header only',
    (at) => rawGet(at.origin, [`Proxy-Authorization: Bearer ${good(at)}`, `X-Authorization: Bearer ${good(at)}`]),
  ],
  ['a made-up context', (at) => rawGet(at.origin, ['Authorization: Bearer nonsense', ...spoofedContext(at)])],
];
