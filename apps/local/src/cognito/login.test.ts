import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { runCognito } from './testing/running-cognito.ts';
import { authorizeUrl, aVerifier, aVisitor, exchange, locationOf } from './testing/visitor.ts';

const form = (name: string): RequestInit => ({ method: 'POST', body: new URLSearchParams({ name }) });

test('a person chooses a name on the page and comes back to the app with a code that gives tokens', async () => {
  const cognito = await runCognito();
  const { visit } = aVisitor();
  const { verifier, challenge } = aVerifier();

  const start = await visit(authorizeUrl(cognito, { code_challenge: challenge, code_challenge_method: 'S256' }));
  const page = await visit(locationOf(start).href);
  const choice = await visit(locationOf(start).href, form('도윤'));
  const callback = locationOf(await visit(locationOf(choice).href));

  expect(page.status).toBe(200);
  expect(await page.text()).toContain('value="도윤"');
  expect(`${callback.origin}${callback.pathname}`).toBe(cognito.client.callbackUrls[0]);
  expect([...callback.searchParams.keys()].sort()).toEqual(['code', 'state']);
  expect(callback.searchParams.get('state')).toBe('the state');
  const answer = await exchange(cognito, callback.searchParams.get('code') ?? '', verifier);
  expect(answer.status).toBe(200);
  expect(Object.keys(z.parse(z.record(z.string(), z.unknown()), await answer.json())).sort()).toEqual([
    'access_token',
    'expires_in',
    'id_token',
    'refresh_token',
    'token_type',
  ]);
});

const openForm = async (now = Date.now) => {
  const cognito = await runCognito({ now });
  const { visit } = aVisitor();
  const start = await visit(authorizeUrl(cognito));
  const url = locationOf(start).href;
  return { cognito, visit, url };
};

test('the page speaks Korean to those who prefer it and English to the rest', async () => {
  const { visit, url } = await openForm();

  const korean = await visit(url, { headers: { 'accept-language': 'fr;q=1, en;q=0.5, ko-KR;q=0.8' } });
  const other = await visit(url, { headers: { 'accept-language': 'fr' } });

  expect(await korean.text()).toMatch(/<html lang="ko">[\s\S]*타로챗 로그인/);
  expect(await other.text()).toMatch(/<html lang="en">[\s\S]*Log in to Tarotchat/);
});

test('a name with markup in it shows as text, and no script could run anyway', async () => {
  const { cognito, visit, url } = await openForm();
  const name = `<script>alert("1")</script>'&`;
  await visit(url, form(name));

  const next = aVisitor();
  const start = await next.visit(authorizeUrl(cognito));
  const page = await next.visit(locationOf(start).href);

  const text = await page.text();
  expect(text).not.toContain('<script');
  expect(text).toContain('value="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
});

test.each([
  ['no name', ''],
  ['blanks', '   '],
  ['41 characters', '가'.repeat(41)],
  ['a line break', 'a\nb'],
  ['text that turns its surroundings', 'a\u202Eb'],
])('%s is refused on the page, and the login goes on', async (_case, name) => {
  const { visit, url } = await openForm();

  const refused = await visit(url, { ...form(name), headers: { 'accept-language': 'en' } });

  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('role="alert"');
  expect((await visit(url, form('가'.repeat(40)))).status).toBe(303);
});

test('a body far larger than a name is refused', async () => {
  const { visit, url } = await openForm();

  const body = new URLSearchParams({ name: '민아', more: 'a'.repeat(100_000) });

  expect((await visit(url, { method: 'POST', body })).status).toBe(400);
});

test('a form that is no longer known, and one of another browser, lead back to the app', async () => {
  const { cognito, url } = await openForm();
  const stranger = aVisitor();

  const answer = await stranger.visit(url, form('민아'));

  expect(answer.status).toBe(400);
  const text = await answer.text();
  expect(text).toContain('This login is over');
  expect(text).toContain(`href="${cognito.client.callbackUrls[0]}"`);
});

test('a form left open for three minutes leads back to the app', async () => {
  let skippedMs = 0;
  const { visit, url } = await openForm(() => Date.now() + skippedMs);
  skippedMs = 3 * 60_000;

  const answer = await visit(url, { ...form('민아'), headers: { 'accept-language': 'ko' } });

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('이 로그인은 끝났어요');
});

test('the form may lead to the registered callbacks, where browsers check that', async () => {
  const { visit, url } = await openForm();

  const policy = (await visit(url)).headers.get('content-security-policy');

  expect(policy).toContain("form-action 'self' http://localhost:3001 https://example.org;");
});

test('a login that is finished cannot be finished again with the back button', async () => {
  const { visit, url } = await openForm();
  const first = await visit(url, form('민아'));
  await visit(locationOf(first).href);

  expect((await visit(url, form('민아'))).status).toBe(400);
});

test('those who logged in before are shown first', async () => {
  const { cognito, visit, url } = await openForm();
  await visit(url, form('서연'));

  const next = aVisitor();
  const start = await next.visit(authorizeUrl(cognito));
  const page = await (await next.visit(locationOf(start).href)).text();

  const names = [...page.matchAll(/<button name="name" value="([^"]*)"/g)].map(([, name]) => name);
  expect(names).toEqual(['서연', '민아', '도윤', 'Alex']);
});

test('each login asks who it is, also in a browser that has just logged in', async () => {
  const { cognito, visit, url } = await openForm();
  await visit(locationOf(await visit(url, form('민아'))).href);

  const again = await visit(authorizeUrl(cognito));

  expect(again.headers.get('location')).toContain('/login/');
});

test('a whole login prints nothing on the terminal', async () => {
  const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
  const cognito = await runCognito();

  await fetch(authorizeUrl(cognito, { login_hint: 'Alex' }), { redirect: 'manual' });
  await aVisitor().visit(authorizeUrl(cognito, { client_id: 'nobody' }));

  expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  expect(cognito.logged).toEqual([]);
  vi.restoreAllMocks();
});
