import { problem } from '@tarotchat/errors';
import { errorEvent } from '@tarotchat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aClient } from '../test/browser.ts';
import { type System, startSystem } from '../test/system.ts';
import type { Timing } from './timing.ts';

let system: System;
let leave: () => void = () => undefined;
beforeEach(async () => {
  system = await startSystem();
});
afterEach(async () => {
  leave();
  await system.stop();
});

const connected = async (timing: Partial<Timing> = {}) => {
  const { client, browser } = aClient(system, timing);
  leave = client.disconnect;
  const states: string[] = [];
  client.connection.onState((state) => states.push(state));
  await client.resume();
  client.connect();
  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
  return { client, browser, states };
};

test('the socket opens with the token among the subprotocols, never in the address', async () => {
  await connected();

  expect(system.handshakes).toEqual(['token-1']);
});

test('a lost socket comes back by itself', async () => {
  const { client, states } = await connected();

  for (const socket of system.sockets) socket.terminate();

  await vi.waitFor(() => expect(system.handshakes).toHaveLength(2));
  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
  expect(states).toEqual(['connecting', 'open', 'connecting', 'open']);
});

test('while the server refuses sockets for no reason of ours, attempts go on with growing waits', async () => {
  const { client } = await connected();
  system.refuseHandshakes = true;
  for (const socket of system.sockets) socket.terminate();
  await vi.waitFor(() => expect(system.handshakes.length).toBeGreaterThan(3));
  expect(client.connection.state()).toBe('offline');

  system.refuseHandshakes = false;

  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
  expect(new Set(system.handshakes)).toEqual(new Set(['token-1']));
});

test('a handshake refused for its token is repeated with a fresh one', async () => {
  const { client } = await connected();
  system.goodTokens.delete('token-1');
  system.goodTokens.add('of-another');
  for (const socket of system.sockets) socket.terminate();

  await vi.waitFor(() => expect(system.handshakes).toEqual(['token-1', 'token-1', 'token-2']));
  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
});

test('where every fresh token is refused too, attempts wait like any others', async () => {
  const { client } = await connected({ backoffFirstMs: 60_000, backoffLastMs: 60_000 });
  system.refuseHandshakes = true;
  system.onHandshake = (token) => {
    system.goodTokens.delete(token);
    // The names of tokens count up with the set.
    system.goodTokens.add(`spent ${token}`);
  };
  for (const socket of system.sockets) socket.terminate();
  await vi.waitFor(() => expect(client.connection.state()).toBe('connecting'));

  await client.resume();
  client.disconnect();
  client.connect();
  await vi.waitFor(() => expect(client.connection.state()).toBe('offline'));
  await new Promise((resolve) => setTimeout(resolve, 100));

  expect(system.handshakes).toEqual(['token-1', 'token-2', 'token-3']);
});

test('a handshake refused after a sign-out elsewhere ends the login here', async () => {
  const { client } = await connected();
  system.goodTokens.clear();
  system.refreshable = false;
  for (const socket of system.sockets) socket.terminate();

  await vi.waitFor(() => expect(client.connection.state()).toBe('closed'));
  expect(client.login.state()).toEqual({ kind: 'signed-out' });
});

test('a socket closed with 4401 comes back with a fresh token', async () => {
  await connected();

  for (const socket of system.sockets) socket.close(4401);

  await vi.waitFor(() => expect(system.handshakes).toEqual(['token-1', 'token-2']));
});

test('a new token renews the open socket in-band: no handshake, nothing is let go', async () => {
  const { client, states } = await connected();
  const [socket] = system.sockets;

  await client.resume();

  await vi.waitFor(() => expect(system.renewals).toEqual(['token-2']));
  expect(system.handshakes).toEqual(['token-1']);
  expect(socket?.readyState).toBe(socket?.OPEN);
  expect(states).toEqual(['connecting', 'open']);
});

test('where a renewal is not answered the socket is replaced, and let go only when the new one is open', async () => {
  const { client, states } = await connected({ renewTimeoutMs: 30 });
  system.answerRenewals = false;
  const [old] = system.sockets;

  await client.resume();

  await vi.waitFor(() => expect(old?.readyState).toBe(old?.CLOSED));
  expect(system.handshakes).toEqual(['token-1', 'token-2']);
  expect(system.sockets.size).toBe(1);
  expect(states).toEqual(['connecting', 'open']);
});

test('a renewal that is refused replaces the socket at once', async () => {
  const { client } = await connected();
  system.answerRenewals = false;
  await client.resume();
  await vi.waitFor(() => expect(system.renewals).toHaveLength(1));

  system.send(errorEvent(problem('UNAUTHENTICATED')));

  await vi.waitFor(() => expect(system.handshakes).toEqual(['token-1', 'token-2']));
});

test('a session that expires is refreshed and renewed at once', async () => {
  await connected();

  system.send({ type: 'session.expiring', expiresAt: 2_000_000_000 });

  await vi.waitFor(() => expect(system.renewals).toEqual(['token-2']));
  expect(system.handshakes).toEqual(['token-1']);
});

test('the socket is replaced before its age ends it', async () => {
  await connected({ socketAgeMs: 100, socketAgeJitterMs: 20 });

  await vi.waitFor(() => expect(system.handshakes.length).toBeGreaterThan(1));
});

test('pings keep the socket awake', async () => {
  const { client } = await connected({ pingIntervalMs: 20 });

  await vi.waitFor(() => expect(system.pings.length).toBeGreaterThan(2));
  expect(client.connection.state()).toBe('open');
  expect(system.handshakes).toHaveLength(1);
});

test('a socket that answers no ping is given up', async () => {
  await connected({ pingIntervalMs: 20, pongTimeoutMs: 20 });
  system.answerPings = false;

  await vi.waitFor(() => expect(system.handshakes.length).toBeGreaterThan(1));
});

test('a page that is looked at again does not wait for the next planned attempt', async () => {
  const { client, browser } = await connected({ backoffFirstMs: 60_000, backoffLastMs: 60_000 });
  for (const socket of system.sockets) socket.terminate();
  await vi.waitFor(() => expect(client.connection.state()).toBe('connecting'));

  browser.wake();

  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
});

test('logging out closes the socket for good', async () => {
  const { client } = await connected();

  await client.logout();

  await vi.waitFor(() => expect(system.sockets.size).toBe(0));
  expect(client.connection.state()).toBe('closed');
});

test('signing out everywhere tells the server, ends the login and closes the socket', async () => {
  const { client, browser } = await connected();

  await client.logoutEverywhere();

  await vi.waitFor(() => expect(system.sockets.size).toBe(0));
  expect(system.calls).toContain('POST /api/auth/logout-all');
  expect(client.login.state()).toEqual({ kind: 'signed-out' });
  expect(browser.visited[0]).toContain('/cognito/logout');
});
