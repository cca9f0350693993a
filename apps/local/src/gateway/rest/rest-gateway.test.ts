import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FixtureSystem, startFixture } from '../../testing/fixture-system.ts';

let system: FixtureSystem;
beforeAll(async () => {
  system = await startFixture();
});
afterAll(() => system.end());

const call = (path: string, { token, ...init }: RequestInit & { token?: string } = {}) =>
  fetch(`${system.origin}/api${path}`, {
    ...init,
    headers: { ...init.headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
  });
const authorizerRuns = () =>
  system.invocations.all().filter(({ functionName }) => functionName === 'fixture_authorizer').length;

test('a method gets the proxy event of payload format 1.0', async () => {
  const response = await call('/things/a%20b?x=1&x=2&y=%ED%95%9C', { token: 'good.mina' });

  expect(response.status).toBe(200);
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.json()).toMatchObject({
    resource: '/things/{thingId}',
    path: '/things/a%20b',
    httpMethod: 'GET',
    pathParameters: { thingId: 'a b' },
    queryStringParameters: { x: '2', y: '한' },
    multiValueQueryStringParameters: { x: ['1', '2'], y: ['한'] },
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      resourcePath: '/things/{thingId}',
      path: '/api/things/a%20b',
      stage: 'api',
      httpMethod: 'GET',
      authorizer: { principalId: 'good.mina', userId: 'mina', authExpiresAt: '4102444800' },
    },
  });
});

test('an open method runs without an authorizer, with its body and nulls where there is nothing', async () => {
  const response = await call('/open', { method: 'POST', body: '{"a":"한"}' });

  expect(await response.json()).toMatchObject({
    body: '{"a":"한"}',
    queryStringParameters: null,
    pathParameters: null,
    requestContext: expect.not.objectContaining({ authorizer: expect.anything() }),
  });
});

test('without the identity source the answer is 401, and no function is asked', async () => {
  system.invocations.clear();

  const response = await call('/things/1');

  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ message: 'Unauthorized' });
  expect(system.invocations.all()).toEqual([]);
});

test('a denied request gets the stack’s gateway response, with what the authorizer said in it', async () => {
  const response = await call('/things/1', { token: 'bad' });

  expect(response.status).toBe(401);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    code: 'AUTH_EXPIRED',
    requestId: response.headers.get('x-amzn-requestid'),
  });
});

test('an authorizer that fails is 500 in the words of the general gateway response', async () => {
  const response = await call('/things/1', { token: 'boom' });

  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ code: 'INTERNAL', text: 'Internal server error' });
});

test('an answer of the authorizer is kept for 60 seconds a token, and evaluated for each method', async () => {
  system.invocations.clear();

  await call('/things/1', { token: 'good.cache' });
  await call('/things/2', { token: 'good.cache', method: 'DELETE' });
  await system.clock.advance(59_000);
  await call('/things/3', { token: 'good.cache' });
  expect(authorizerRuns()).toBe(1);
  await call('/things/1', { token: 'good.other' });
  expect(authorizerRuns()).toBe(2);
  await system.clock.advance(1_500);
  await call('/things/1', { token: 'good.cache' });

  expect(authorizerRuns()).toBe(3);
});

test('a kept policy for one path denies the next: the trap of the cache', async () => {
  expect((await call('/things/1', { token: 'one' })).status).toBe(200);

  expect((await call('/things/2', { token: 'one' })).status).toBe(401);
});

test.each([
  ['GET', '/nowhere'],
  ['POST', '/things/1'],
  ['GET', ''],
])('%s %s is not there: 403 as API Gateway has it', async (method, path) => {
  const response = await call(path, { method });

  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
});

test.each([['throw'], ['nonsense']])('a function that wishes to %s is 502', async (wish) => {
  const response = await call(`/open?wish=${wish}`, { method: 'POST' });

  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({ code: 'INTERNAL', text: 'Internal server error' });
});

test('a function that does not even load is 502', async () => {
  expect((await call('/open', { method: 'DELETE' })).status).toBe(502);
});

test('the integration timeout is 504', async () => {
  const response = await call('/things/1?wish=sleep', { token: 'good.mina' });

  expect(response.status).toBe(504);
  expect(await response.json()).toEqual({ code: 'INTERNAL', text: 'Endpoint request timed out' });
});

test('a function past its own timeout is ended, and is 502', async () => {
  const response = await call('/open?wish=hang', { method: 'POST' });

  expect(response.status).toBe(502);
  expect(system.logLines('fixture_rest').join()).toContain('Task timed out after 1.00 seconds');
});

test('headers of many values and a status of its own come through', async () => {
  const response = await call('/open?wish=cookie', { method: 'POST' });

  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe('text');
});

test('a payload over 10 MB is 413', async () => {
  const response = await call('/open', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });

  expect(response.status).toBe(413);
});

test('a method whose function does not permit API Gateway is 500, and the terminal says what is missing', async () => {
  const response = await call('/open');

  expect(response.status).toBe(500);
  expect(system.terminal.join()).toContain('aws_lambda_permission is missing');
});
