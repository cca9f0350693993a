import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { subprotocol } from '@tarotchat/protocol';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { callApi, logIn, ownHeaders } from '../src/person.ts';
import { connect, shakeHands } from '../src/socket.ts';

const jwkSchema = z.looseObject({ kid: z.string(), kty: z.string() });
const keysSchema = z.object({ accessToken: jwkSchema, idToken: jwkSchema });

let system: LocalSystem;
let good: JWTPayload;
let kid: string;
let poolKeys: z.output<typeof keysSchema>;

beforeAll(async () => {
  system = await startLocalSystem({});
  const { accessToken } = await logIn(system.origin, 'Model citizen');
  good = decodeJwt(accessToken);
  kid = decodeProtectedHeader(accessToken).kid ?? '';
  poolKeys = keysSchema.parse(
    JSON.parse(await readFile(join(system.dataFolder, 'cognito', 'cognito-keys.json'), 'utf8')),
  );
});
afterAll(() => system.stop());

/** A token like a good one with some claims changed, signed with the pool's very own key. */
const signed = async (changes: JWTPayload, key = poolKeys.accessToken): Promise<string> => {
  const claims: JWTPayload = { ...good, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(await importJWK(key, 'RS256'));
};
const now = () => Math.floor(Date.now() / 1000);

const bad: [title: string, token: () => Promise<string> | string][] = [
  ['of another pool', () => signed({ iss: `${good.iss}x` })],
  ['of a pool in another region', () => signed({ iss: good.iss?.replace('ap-northeast-2', 'us-east-1') ?? '' })],
  ['of another client', () => signed({ client_id: 'another' })],
  ['that is an ID token', () => signed({ token_use: 'id', aud: String(good['client_id']) }, poolKeys.idToken)],
  ['that says nothing of its use', () => signed({ token_use: undefined })],
  ['that expired a second ago', () => signed({ exp: now() - 1 })],
  ['without a token family', () => signed({ origin_jti: undefined })],
  [
    'signed with another key of the same name',
    async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      return new SignJWT(good).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    },
  ],
  ['without a signature', () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(good))}.`.replaceAll('=', '')],
  ['that is no token', () => 'nonsense'],
];

test.each(bad)('a token %s opens no socket and no REST route', async (_, token) => {
  const bearer = await token();

  const handshake = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${bearer}`]);
  const rest = await callApi(system.origin, bearer)('GET', '/sessions');

  expect(handshake).toEqual({ kind: 'refused', status: 403 });
  expect(rest.status).toBe(401);
  expect(await rest.json()).toMatchObject({ code: expect.stringMatching(/^(UNAUTHENTICATED|AUTH_EXPIRED)$/) });
});

test('no token at all is refused before any Lambda runs', async () => {
  system.invocations.clear();

  const handshake = await shakeHands(system.webSocketUrl, []);
  const rest = await fetch(`${system.origin}/api/sessions`);

  expect(handshake).toEqual({ kind: 'refused', status: 401 });
  expect(rest.status).toBe(401);
  expect(await rest.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(system.invocations.all()).toEqual([]);
});

test('two tokens, or none of ours among the subprotocols, are refused', async () => {
  const token = await signed({ jti: randomUUID() });

  for (const offer of [[subprotocol], [`bearer.${token}`], [subprotocol, `bearer.${token}`, `bearer.${token}x`]]) {
    expect(await shakeHands(system.webSocketUrl, offer)).toEqual({ kind: 'refused', status: 403 });
  }
});

test('a good token opens the socket, and only our subprotocol is echoed', async () => {
  const socket = await connect(system.webSocketUrl, await signed({ exp: now() + 60 }));

  expect(socket.subprotocol).toBe(subprotocol);
  await socket.close();
});

test('after a sign-out the same token opens no socket, the sockets of the login are closed, and no refresh works', async () => {
  const person = await logIn(system.origin, 'Leaver');
  const socket = await connect(system.webSocketUrl, person.accessToken);

  const signOut = await fetch(`${system.origin}/api/auth/logout`, {
    method: 'POST',
    headers: {
      ...ownHeaders(system.origin),
      Authorization: `Bearer ${person.accessToken}`,
      Cookie: person.cookie,
    },
  });

  expect(signOut.status).toBe(204);
  expect(signOut.headers.get('set-cookie')).toMatch(/Max-Age=0/);
  await socket.closed;
  const again = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${person.accessToken}`]);
  expect(again).toEqual({ kind: 'refused', status: 403 });
  const refresh = await fetch(`${system.origin}/api/auth/refresh`, {
    method: 'POST',
    headers: { ...ownHeaders(system.origin), Cookie: person.cookie },
  });
  expect(refresh.status).toBe(401);
});

test('a token that expired while the socket was open sends nothing any more', async () => {
  const socket = await connect(system.webSocketUrl, await signed({ exp: now() + 2 }));
  await new Promise((resolve) => setTimeout(resolve, 2_100));

  socket.send({ action: 'sendMessage', messageId: '01JD0000000000000000000000', text: '늦었나요?' });

  expect(await socket.next((event) => event.type === 'error')).toMatchObject({ code: 'AUTH_EXPIRED' });
  await socket.close();
});
