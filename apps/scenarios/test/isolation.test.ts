import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Household, moveIn, possessions } from '../src/isolation/household.ts';
import { isolationCases } from '../src/isolation/isolation-cases.ts';
import { logIn } from '../src/person.ts';
import { connect } from '../src/socket.ts';
import { readStack } from '../src/stack/read-stack.ts';
import { openRoutesOf, routesOf } from '../src/stack/routes-of.ts';

// Whatever a stranger tries on whatever route there is, what the owner has stays as it is and unseen.
const stack = await readStack();
const routes = routesOf(stack);

let system: LocalSystem;
let household: Household;
beforeAll(async () => {
  system = await startLocalSystem({});
  household = await moveIn(system);
});
afterAll(() => system.stop());

test('every route of the stack has its case, and every case its route', () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(Object.keys(isolationCases).toSorted()).toEqual(routes);
});

test('without an access token there is only what has a proof of its own', () => {
  // A code with its verifier, the refresh cookie, Kakao's credential.
  expect(openRoutesOf(stack)).toEqual(['POST /auth/refresh', 'POST /auth/token', 'POST /webhooks/kakao/unlink']);
});

test.each(Object.entries(isolationCases).filter(([route]) => routes.includes(route)))(
  'a stranger gets, changes and ends nothing of the owner’s by %s',
  async (route, tryIt) => {
    const before = await possessions(system, household);
    // Each case has a stranger of its own: some end by being signed out everywhere.
    const stranger = await logIn(system.origin, `Stranger of ${route}`.slice(0, 40));
    const strangersSocket = await connect(system.webSocketUrl, stranger.accessToken);

    await tryIt({ ...household, stranger, strangersSocket, system, origin: system.origin });

    expect(await possessions(system, household)).toEqual(before);
    expect(JSON.stringify(strangersSocket.events)).not.toContain('My secret question');
    if (strangersSocket.isOpen()) await strangersSocket.close();
  },
);
