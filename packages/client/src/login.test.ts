import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aClient } from '../test/browser.ts';
import { type System, startSystem } from '../test/system.ts';

let system: System;
beforeEach(async () => {
  system = await startSystem();
});
afterEach(async () => await system.stop());

const stateOf = (visited: string | undefined) => new URL(visited ?? '').searchParams.get('state');

test('a login goes to the hosted login with PKCE, comes back, trades the code and cleans the address', async () => {
  const { client, browser } = aClient(system);

  await client.beginLogin();
  const authorize = new URL(browser.visited[0] ?? '');
  const completed = await client.completeLogin(
    `${system.origin}/login_test.html?code=good-code&state=${stateOf(browser.visited[0])}`,
  );

  expect(authorize.pathname).toBe('/cognito/oauth2/authorize');
  expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'client-1',
    redirect_uri: `${system.origin}/login_test.html`,
    scope: 'openid profile',
    code_challenge_method: 'S256',
    identity_provider: 'KakaoLogin',
  });
  const verifier = system.exchanged[0]?.codeVerifier ?? '';
  expect(authorize.searchParams.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
  expect(completed).toBe(true);
  expect(browser.replaced).toEqual(['/login_test.html']);
  expect(client.login.state()).toEqual({ kind: 'signed-in', displayName: '달' });
});

test('a callback with another state is refused, cleaned from the address and never traded', async () => {
  const { client, browser } = aClient(system);
  await client.beginLogin();

  const outcome = client.completeLogin(`${system.origin}/?code=good-code&state=of-somebody-else`);

  await expect(outcome).rejects.toMatchObject({ code: 'LOGIN_STATE_MISMATCH' });
  expect(browser.replaced).toEqual(['/']);
  expect(system.exchanged).toEqual([]);
});

test('a callback works once', async () => {
  const { client, browser } = aClient(system);
  await client.beginLogin();
  const callback = `${system.origin}/?code=good-code&state=${stateOf(browser.visited[0])}`;
  await client.completeLogin(callback);

  await expect(client.completeLogin(callback)).rejects.toMatchObject({ code: 'LOGIN_STATE_MISMATCH' });
});

test('a person who cancels at the login provider is told so', async () => {
  const { client, browser } = aClient(system);
  await client.beginLogin();

  const outcome = client.completeLogin(`${system.origin}/?error=access_denied&state=${stateOf(browser.visited[0])}`);

  await expect(outcome).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
});

test('a code that the server refuses says INVALID_CODE', async () => {
  const { client, browser } = aClient(system);
  await client.beginLogin();

  const outcome = client.completeLogin(`${system.origin}/?code=stale&state=${stateOf(browser.visited[0])}`);

  await expect(outcome).rejects.toMatchObject({ code: 'INVALID_CODE' });
});

test('an address without a code is no callback', async () => {
  const { client, browser } = aClient(system);

  expect(await client.completeLogin(`${system.origin}/login_test.html`)).toBe(false);
  expect(browser.replaced).toEqual([]);
});
