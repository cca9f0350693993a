import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logIn, type Person, refresh } from '../src/person.ts';
import { connect, type OpenSocket, shakeHands } from '../src/socket.ts';
import { until } from '../src/until.ts';

// Whoever signs out is out: no new socket at once, no REST call once the gateway has forgotten what the authorizer
// said (60 s), no open socket. How long that took is printed, not asserted: it is a matter of the machine.
let system: LocalSystem;
const figures: { readonly what: string; readonly sockets: number; readonly ms: number }[] = [];

beforeAll(async () => {
  system = await startLocalSystem({});
});
afterAll(async () => {
  await system.stop();
  const rows = figures.map(({ what, sockets, ms }) => `| ${what} | ${sockets} | ${ms} |`);
  const report = ['| sign-out | open sockets | all closed after ms |', '|---|---|---|', ...rows, ''].join('\n');
  const folder = join(import.meta.dirname, '..', 'test-results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sign-out.md'), report);
  console.log(report);
});

const connectAll = async (person: Person, count: number): Promise<OpenSocket[]> => {
  const sockets: OpenSocket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(10, count - sockets.length) }, () =>
      connect(system.webSocketUrl, person.accessToken),
    );
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
};

const closings = (): number => system.calls.all().filter(({ operation }) => operation === 'DELETE @connections').length;

describe.each([1, 5, 50])('with %i open sockets', (count) => {
  test.each(['/auth/logout', '/auth/logout-all'])('POST %s closes them all, and nobody else’s', async (path) => {
    const person = await logIn(system.origin, `Leaver ${count} ${path}`);
    const bystander = await connect(system.webSocketUrl, (await logIn(system.origin, 'Bystander')).accessToken);
    const sockets = await connectAll(person, count);
    system.calls.clear();

    const askedAtMs = performance.now();
    const answer = await person.api('POST', path);

    expect(answer.status).toBe(204);
    // Who has the answer can rely on it: each socket was told to close before.
    expect(closings()).toBe(count);
    await Promise.all(sockets.map(({ closed }) => closed));
    figures.push({ what: path, sockets: count, ms: Math.round(performance.now() - askedAtMs) });
    expect(bystander.isOpen()).toBe(true);
    await bystander.close();
  });
});

describe.each(['/auth/logout', '/auth/logout-all'])('after POST %s', (path) => {
  test('the same token opens no socket, at once', async () => {
    const person = await logIn(system.origin, 'Leaver');
    await person.api('POST', path);

    const again = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${person.accessToken}`]);

    expect(again).toEqual({ kind: 'refused', status: 403 });
  });

  test('the same token is refused by REST 60 seconds later at the latest, also where it was just used', async () => {
    // Of its own: whoever logs in after the clock was moved has a login of the future.
    const another = await startLocalSystem({});
    try {
      const person = await logIn(another.origin, 'Leaver');
      expect((await person.api('GET', '/sessions')).status).toBe(200);
      await person.api('POST', path);

      await another.clock.advance(60_000);

      expect((await person.api('GET', '/sessions')).status).toBe(401);
    } finally {
      await another.stop();
    }
  });

  test('the cookie gives no new token', async () => {
    // Somebody else: a login in the very second in which its person was cut off counts as before it.
    const person = await logIn(system.origin, 'Leaver with a cookie');
    const signOut = await person.api('POST', path, undefined, { Cookie: person.cookie });

    expect(signOut.status).toBe(204);
    expect((await refresh(system.origin, person.cookie)).status).toBe(401);
  });
});

describe('another login of the same person', () => {
  test('goes on after a plain sign-out', async () => {
    const [leaving, staying] = [await logIn(system.origin, 'Two devices'), await logIn(system.origin, 'Two devices')];
    const socket = await connect(system.webSocketUrl, staying.accessToken);
    await leaving.api('POST', '/auth/logout');

    expect(socket.isOpen()).toBe(true);
    expect((await staying.api('GET', '/sessions')).status).toBe(200);
    expect((await refresh(system.origin, staying.cookie)).status).toBe(200);
    await socket.close();
  });

  test('ends with a sign-out everywhere, and a login after that is good', async () => {
    const [leaving, other] = [await logIn(system.origin, 'All devices'), await logIn(system.origin, 'All devices')];
    const socket = await connect(system.webSocketUrl, other.accessToken);
    await leaving.api('POST', '/auth/logout-all');

    await until('the other login’s socket is closed', () => !socket.isOpen());
    const again = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${other.accessToken}`]);
    expect(again).toEqual({ kind: 'refused', status: 403 });
    expect((await refresh(system.origin, other.cookie)).status).toBe(401);
    // The cut-off is a second: who logs in within the very same one is taken for somebody who was in before.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const anew = await connect(system.webSocketUrl, (await logIn(system.origin, 'All devices')).accessToken);
    await anew.close();
  });
});

test('a connection that was authorized just before a sign-out, and noted just after, does not stay', async () => {
  const person = await logIn(system.origin, 'Racer');
  const racing = Array.from({ length: 20 }, () =>
    shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${person.accessToken}`]),
  );
  await person.api('POST', '/auth/logout');

  for (const handshake of await Promise.all(racing)) {
    if (handshake.kind === 'open') await until('the socket is closed', () => !handshake.socket.isOpen());
  }
});
