import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawHandshake } from '../src/attacks/carriage-attacks.ts';
import { authorize, exchangeCode, logIn, ownHeaders, type Person, refresh } from '../src/person.ts';
import { exchange } from '../src/raw-exchange.ts';
import { readStack } from '../src/stack/read-stack.ts';
import { routesOf } from '../src/stack/routes-of.ts';

// A page of somebody else in the browser of somebody who is logged in here: it may send what a browser lets it send.
const routes = routesOf(await readStack());

let system: LocalSystem;
let person: Person;
beforeAll(async () => {
  system = await startLocalSystem({});
  person = await logIn(system.origin, 'Browsing');
});
afterAll(() => system.stop());

const foreign: [title: string, origin: (own: URL) => string][] = [
  ['another site', () => 'https://evil.example'],
  ['an opaque origin', () => 'null'],
  ['an empty origin', () => ''],
  ['our host without its port', (own) => `http://${own.hostname}`],
  ['another port of our host', (own) => `http://${own.hostname}:${Number(own.port) + 1}`],
  ['our host by its address', (own) => `http://127.0.0.1:${own.port}`],
  ['our host over https', (own) => `https://${own.host}`],
  ['a host that begins with ours', (own) => `${own.origin}.evil.example`],
  ['a host that ends with ours', (own) => `http://evil-${own.host}`],
  ['ours as a user name', (own) => `${own.origin}@evil.example`],
  ['ours with a slash behind', (own) => `${own.origin}/`],
  ['ours in capitals', (own) => own.origin.toUpperCase()],
  ['ours and another', (own) => `${own.origin} https://evil.example`],
  ['another and ours', (own) => `https://evil.example, ${own.origin}`],
];
const own = (): URL => new URL(system.origin);

describe.each(foreign)('from %s', (_, originOf) => {
  test('no socket opens, though the token is good', async () => {
    const bearer = `Sec-WebSocket-Protocol: tarotchat.v1, bearer.${person.accessToken}`;

    const answer = await exchange(system.origin, rawHandshake(originOf(own()), [bearer]));

    expect([401, 403]).toContain(answer.status);
  });

  test('no code is exchanged, nothing is refreshed and nobody is signed out, though all else is good', async () => {
    const headers = { Origin: originOf(own()) };
    const refreshed = await refresh(system.origin, person.cookie, headers);
    const exchanged = await exchangeCode(system.origin, await authorize(system.origin, 'Browsing'), headers);

    const signedOut = await person.api('POST', '/auth/logout', undefined, { ...headers, Cookie: person.cookie });
    const signedOutEverywhere = await person.api('POST', '/auth/logout-all', undefined, headers);

    for (const answer of [refreshed, exchanged, signedOut, signedOutEverywhere]) {
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'FORBIDDEN' });
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });
});

test('a handshake without any origin is refused', async () => {
  const [requestLine, lines] = [
    'GET /ws HTTP/1.1',
    rawHandshake('', []).lines.filter((line) => !line.startsWith('Origin')),
  ];
  const bearer = `Sec-WebSocket-Protocol: tarotchat.v1, bearer.${person.accessToken}`;

  expect((await exchange(system.origin, { requestLine, lines: [...lines, bearer] })).status).toBe(403);
});

const authRoutes = routes.filter((route) => route.startsWith('POST /auth/'));
test.each(authRoutes)(
  '%s without our own header is refused, as a form would send it, and signs nobody out',
  async (route) => {
    for (const value of ['', '0', 'true']) {
      const answer = await fetch(`${system.origin}/api${route.slice('POST '.length)}`, {
        method: 'POST',
        headers: {
          ...ownHeaders(system.origin),
          'X-Tarotchat': value,
          'Content-Type': 'application/x-www-form-urlencoded',
          Authorization: `Bearer ${person.accessToken}`,
          Cookie: person.cookie,
        },
        body: 'code=1',
      });

      expect(answer.status).toBe(403);
    }
    expect((await refresh(system.origin, person.cookie)).status).toBe(200);
  },
);

test.each(routes.filter((route) => !route.startsWith('ws ')))('no preflight for %s is answered', async (route) => {
  const [method = '', path = ''] = route.split(' ');

  const answer = await fetch(`${system.origin}/api${path}`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'x-tarotchat,authorization',
    },
  });

  expect(answer.ok).toBe(false);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('the refresh cookie is out of reach of scripts and of other sites', async () => {
  const answer = await exchangeCode(system.origin, await authorize(system.origin, 'Browsing'));
  const [cookie = ''] = answer.headers.getSetCookie();

  const [, ...attributes] = cookie.split(/;\s*/);
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/api/auth']));
});
