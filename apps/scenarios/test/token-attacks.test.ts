import { createServer, type Server } from 'node:http';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handshakeCarriage, rawGet, rawHandshake, requestCarriage } from '../src/attacks/carriage-attacks.ts';
import { audienceAttacks, subjectAttacks, timeAttacks } from '../src/attacks/claim-attacks.ts';
import { goodTokens } from '../src/attacks/good-tokens.ts';
import { algorithmAttacks, formAttacks, keyAttacks } from '../src/attacks/header-attacks.ts';
import type { TokenAttack } from '../src/attacks/token-attack.ts';
import { logIn, refresh } from '../src/person.ts';
import { exchange, type RawAnswer } from '../src/raw-exchange.ts';
import { openForge, type TokenForge } from '../src/token-forge.ts';

// Every attack goes to both APIs, byte by byte, through the gateway to the bundle. What it may get there is a refusal:
// 401 and 403 of the authorizer, or 400 and 431 of HTTP itself, which takes no line break and no endless header.
const refusals = [400, 401, 403, 431];

let keyServer: Server;
let keyRequests = 0;
let system: LocalSystem;
let forge: TokenForge;
let offered = 0;

beforeAll(async () => {
  keyServer = createServer((_, response) => {
    keyRequests += 1;
    response.end(JSON.stringify({ keys: [forge.attacker.publicJwk] }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  system = await startLocalSystem({});
  forge = await openForge(system);
  system.calls.clear();
  system.invocations.clear();
});
afterAll(async () => {
  await system.stop();
  keyServer.close();
});

const keyServerUrl = (): string => {
  const address = keyServer.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

const offerToSocket = (token: string): Promise<RawAnswer> =>
  exchange(system.origin, rawHandshake(system.origin, [`Sec-WebSocket-Protocol: tarotchat.v1, bearer.${token}`]));
const offerToRest = (token: string): Promise<RawAnswer> =>
  exchange(system.origin, rawGet(system.origin, [`Authorization: Bearer ${token}`]));

const expectRefused = (answer: RawAnswer): void => {
  expect(refusals).toContain(answer.status);
  expect(answer.body).not.toMatch(/sessions|nextCursor/);
};

const expectTyped = (answer: RawAnswer): void => {
  if (answer.status !== 401) return;
  expect(JSON.parse(answer.body)).toMatchObject({ code: expect.stringMatching(/^(UNAUTHENTICATED|AUTH_EXPIRED)$/) });
};

const attack = async (make: TokenAttack[1]): Promise<void> => {
  const token = make(forge);

  const handshake = await offerToSocket(token);
  const request = await offerToRest(token);
  offered += 2;

  expectRefused(handshake);
  expectRefused(request);
  expectTyped(request);
};

describe('a token is refused by both APIs', () => {
  test.each(algorithmAttacks)('with %s', (_, make) => attack(make));
  // The server's port is known only later, and a title must not change from run to run.
  test.each(keyAttacks('KEYS'))('with %s', async (title) => {
    const [, make] = keyAttacks(keyServerUrl()).find(([name]) => name === title) ?? [];
    if (!make) throw new Error('no such attack');
    await attack(make);
  });
  test.each(formAttacks)('with %s', (_, make) => attack(make));
  test.each(audienceAttacks)('%s', (_, make) => attack(make));
  test.each(timeAttacks)('%s', (_, make) => attack(make));
  test.each(subjectAttacks)('%s', (_, make) => attack(make));
});

describe('a good token is refused where it comes', () => {
  test.each(handshakeCarriage)('to a handshake as %s', async (_, request) => {
    expectRefused(await exchange(system.origin, request({ origin: system.origin, forge })));
    offered += 1;
  });
  test.each(requestCarriage)('to REST as %s', async (_, request) => {
    const answer = await exchange(system.origin, request({ origin: system.origin, forge }));
    offered += 1;

    expectRefused(answer);
    expectTyped(answer);
  });
});

test('none of all those attacks cost a call to AWS or to a key server, and no function failed or ran out of time', () => {
  const failed = system.invocations.all().filter(({ outcome }) => outcome !== 'returned');

  expect(offered).toBeGreaterThan(250);
  expect(failed).toEqual([]);
  expect(system.calls.all()).toEqual([]);
  expect(keyRequests).toBe(0);
  // Keys are asked for at the pool once in a window, however many unknown ones are named.
  const fetches = system
    .logLines('tarotchat_authorizer-local')
    .filter((line) => line.includes('the keys of the user pool cannot be fetched'));
  expect(fetches.length).toBeLessThanOrEqual(2);
});

test.each(goodTokens)('a token %s is accepted by both APIs', async (_, make) => {
  const token = make(forge);

  expect((await offerToSocket(token)).status).toBe(101);
  expect((await offerToRest(token)).status).toBe(200);
});

describe('what was good once, or is a secret of another kind, is no access token', () => {
  test('a token of the same family that was issued later', async () => {
    const leaver = await logIn(system.origin, 'Leaver again');
    const { accessToken } = Object(await (await refresh(system.origin, leaver.cookie)).json());
    await leaver.api('POST', '/auth/logout');

    expectRefused(await offerToSocket(accessToken));
    expectRefused(await offerToRest(accessToken));
  });

  test('every token of a person who has signed out everywhere, whatever its family', async () => {
    const [one, other] = [await logIn(system.origin, 'Two devices'), await logIn(system.origin, 'Two devices')];
    expect((await one.api('POST', '/auth/logout-all')).status).toBe(204);

    for (const { accessToken } of [one, other]) expectRefused(await offerToSocket(accessToken));
    expectRefused(await offerToRest(other.accessToken));
  });

  test('the refresh token', async () => {
    const refreshToken = forge.person.cookie.split('=')[1] ?? '';

    expectRefused(await offerToSocket(refreshToken));
    expectRefused(await offerToRest(refreshToken));
  });

  test('a token whose login has signed out', async () => {
    const leaver = await logIn(system.origin, 'Leaver');
    expect((await leaver.api('POST', '/auth/logout')).status).toBe(204);
    // REST keeps what the authorizer said about this very token for a minute. Nobody logs in after that: time moved.
    await system.clock.advance(61_000);

    expectRefused(await offerToSocket(leaver.accessToken));
    expectRefused(await offerToRest(leaver.accessToken));
  });
});
