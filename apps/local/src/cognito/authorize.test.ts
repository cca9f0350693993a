import { expect, test } from 'vitest';
import { runCognito } from './testing/running-cognito.ts';
import { authorizeUrl, aVisitor, locationOf } from './testing/visitor.ts';

test('login_hint logs in without form or cookies', async () => {
  const cognito = await runCognito();

  const answer = await fetch(authorizeUrl(cognito, { login_hint: 'Alex' }), { redirect: 'manual' });

  expect(locationOf(answer).searchParams.get('code')).toMatch(/.{20}/);
});

test('a login_hint that is no name goes back to the app as invalid_request', async () => {
  const cognito = await runCognito();

  const answer = await fetch(authorizeUrl(cognito, { login_hint: 'a'.repeat(41) }), { redirect: 'manual' });

  expect(locationOf(answer).searchParams.get('error')).toBe('invalid_request');
});

test.each([
  ['a callback that is not registered', { redirect_uri: 'https://evil.example/' }],
  ['a callback that only begins like a registered one', { redirect_uri: 'http://localhost:3001/login_test.html.evil' }],
  ['another port', { redirect_uri: 'http://localhost:3002/login_test.html' }],
  ['another client', { client_id: 'nobody' }],
])('%s is told on a page, not redirected to', async (_case, parameters) => {
  const cognito = await runCognito();

  const answer = await aVisitor().visit(authorizeUrl(cognito, { ...parameters, login_hint: 'Alex' }));

  expect(answer.status).toBe(400);
  expect(answer.headers.get('location')).toBeNull();
  expect(await answer.text()).toContain('This login cannot start');
});

test.each([
  ['a scope that the client does not have', { scope: 'openid phone aws.cognito.signin.user.admin' }, 'invalid_scope'],
  ['plain PKCE', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
  ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
])('%s goes back to the app as an error', async (_case, parameters, error) => {
  const cognito = await runCognito();

  const answer = await fetch(authorizeUrl(cognito, { ...parameters, login_hint: 'Alex' }), { redirect: 'manual' });

  const callback = locationOf(answer);
  expect(callback.origin).toBe('http://localhost:3001');
  expect(callback.href).toContain(`error=${error}`);
});

test('logout returns to a registered address only', async () => {
  const cognito = await runCognito();
  const out = (query: Record<string, string>) =>
    fetch(`${cognito.baseUrl}/logout?${new URLSearchParams(query)}`, { redirect: 'manual' });
  const [logout_uri = ''] = cognito.client.logoutUrls;

  const good = await out({ client_id: cognito.client.clientId, logout_uri });
  const evil = await out({ client_id: cognito.client.clientId, logout_uri: 'https://evil.example/' });
  const other = await out({ client_id: 'nobody', logout_uri });

  expect(good.headers.get('location')).toBe(logout_uri);
  expect([good.status, evil.status, other.status]).toEqual([302, 400, 400]);
  expect(evil.headers.get('location')).toBeNull();
});

test('paths outside the mount are not found', async () => {
  const cognito = await runCognito();
  const { origin } = new URL(cognito.baseUrl);

  const answers = await Promise.all(['/', '/cognitox/logout', '/cognito/nothing'].map((path) => fetch(origin + path)));

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
});
