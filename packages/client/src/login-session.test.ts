import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aBrowserOfTabs, aClient } from '../test/browser.ts';
import { type System, startSystem } from '../test/system.ts';

let system: System;
beforeEach(async () => {
  system = await startSystem();
});
afterEach(async () => await system.stop());

const refreshes = () => system.calls.filter((call) => call === 'POST /api/auth/refresh').length;

test('a page resumes the login by its cookie', async () => {
  const { client } = aClient(system);

  expect(await client.resume()).toEqual({ kind: 'signed-in', displayName: '달' });
});

test('without a cookie a page is signed out, which is no error', async () => {
  system.refreshable = false;
  const { client } = aClient(system);

  expect(await client.resume()).toEqual({ kind: 'signed-out' });
});

test('a server that cannot be reached is OFFLINE, and signs nobody out', async () => {
  const { client } = aClient(system);
  await client.resume();
  await system.stop();

  await expect(client.listSessions()).rejects.toMatchObject({ code: 'OFFLINE' });
  expect(client.login.state().kind).toBe('signed-in');
});

test('any number of refused calls cause one refresh, and each is repeated once', async () => {
  system.refreshDelayMs = 30;
  const { client } = aClient(system);
  await client.resume();
  system.goodTokens.delete('token-1');
  // The set is one smaller: keep the next token's name new.
  system.goodTokens.add('of-another');

  await Promise.all([client.listSessions(), client.listSessions(), client.listSessions(), client.listSessions()]);

  expect(refreshes()).toBe(2);
  expect(system.calls.filter((call) => call === 'GET /api/sessions')).toHaveLength(8);
});

test('a refused refresh signs out', async () => {
  const { client } = aClient(system);
  await client.resume();
  system.goodTokens.clear();
  system.refreshable = false;

  await expect(client.listSessions()).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
  expect(client.login.state()).toEqual({ kind: 'signed-out' });
});

test('a token is refreshed before it expires', async () => {
  system.tokenLifeSeconds = 1;
  const { client } = aClient(system, { refreshAheadMs: 900 });
  await client.resume();

  await vi.waitFor(() => expect(refreshes()).toBe(2), 900);
});

test('logging out tells the server, forgets the token and ends the session of the hosted login', async () => {
  const { client, browser } = aClient(system);
  await client.resume();

  await client.logout();

  expect(system.calls).toContain('POST /api/auth/logout');
  expect(browser.visited).toEqual([
    `${system.origin}/cognito/logout?client_id=client-1&logout_uri=${encodeURIComponent(`${system.origin}/login_test.html`)}`,
  ]);
  expect(client.login.state()).toEqual({ kind: 'signed-out' });
});

test('a refresh that answers after the logout changes nothing', async () => {
  const { client } = aClient(system);
  await client.resume();
  system.refreshDelayMs = 80;
  const late = client.resume();

  await client.logout();
  await late;

  expect(client.login.state()).toEqual({ kind: 'signed-out' });
});

test('several tabs share one refresh, and go on under the same token', async () => {
  system.refreshDelayMs = 30;
  const tabs = aBrowserOfTabs();
  const clients = [1, 2, 3].map(() => aClient(system, {}, tabs).client);
  for (const client of clients) await client.resume();
  const before = refreshes();
  // The last one's news is on its way.
  await new Promise((resolve) => setTimeout(resolve, 30));
  system.goodTokens.clear();
  // Keep the next token's name new.
  for (const name of ['a', 'b', 'c', 'd']) system.goodTokens.add(name);

  await Promise.all(clients.map((client) => client.listSessions()));

  expect(refreshes() - before).toBe(1);
});

test('a sign-out in one tab is one in all', async () => {
  const tabs = aBrowserOfTabs();
  const [one, other] = [aClient(system, {}, tabs).client, aClient(system, {}, tabs).client];
  await one.resume();
  await other.resume();

  await one.logout();

  await vi.waitFor(() => expect(other.login.state()).toEqual({ kind: 'signed-out' }));
});

test('a tab in which nobody is logged in stays so when another one refreshes', async () => {
  const tabs = aBrowserOfTabs();
  const [one, other] = [aClient(system, {}, tabs).client, aClient(system, {}, tabs).client];
  system.refreshable = false;
  await other.resume();
  system.refreshable = true;

  await one.resume();
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(other.login.state()).toEqual({ kind: 'signed-out' });
});

test('news of another tab that is none is not listened to', async () => {
  const tabs = aBrowserOfTabs();
  const { client } = aClient(system, {}, tabs);
  await client.resume();

  const stranger = tabs.enter();
  for (const news of [
    undefined,
    'signed-out',
    { kind: 'refreshed' },
    { kind: 'refreshed', answer: { accessToken: 1 } },
  ]) {
    stranger.tell(news);
  }
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(client.login.state().kind).toBe('signed-in');
});

test('an offline spell signs nobody out: the refresh is tried again until it gets through', async () => {
  system.tokenLifeSeconds = 1;
  const { client, browser } = aClient(system, { refreshAheadMs: 900, refreshRetryMs: 20 });
  await client.resume();
  browser.online = false;
  await vi.waitFor(() => expect(browser.failedFetches).toBeGreaterThan(2), 900);

  browser.online = true;

  await vi.waitFor(() => expect(refreshes()).toBe(2));
  expect(client.login.state().kind).toBe('signed-in');
});
