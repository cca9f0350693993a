import { CodedError } from '@tarotchat/errors';
import { expect, test } from 'vitest';
import event from './fixtures/rest-get.json' with { type: 'json' };
import { restRoute, silentLogger } from './index.ts';

const route = (answer: Parameters<typeof restRoute>[1]) => restRoute({ logger: silentLogger }, answer);

test('a request arrives with lower-case headers, parameters and the caller', async () => {
  const result = await route(async (request) => {
    expect(request.headers['x-forwarded-for']).toBe('203.0.113.7');
    expect(request.pathParameters['sessionId']).toBe('01JD0000000000000000000000');
    expect(request.query).toEqual({ limit: '10' });
    expect(request.caller().authExpiresAt).toBe(1_790_000_000);
    return { status: 200, body: { sessions: [] } };
  })(event);

  expect(result).toEqual({
    statusCode: 200,
    headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' },
    body: '{"sessions":[]}',
  });
});

test('a coded error becomes a problem with its status and a Retry-After', async () => {
  const result = await route(async () => {
    throw new CodedError('TOO_MANY_REQUESTS', { retryAfterSeconds: 9 });
  })(event);

  expect(result.statusCode).toBe(429);
  expect(result.headers['Retry-After']).toBe('9');
  expect(JSON.parse(result.body)).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: 9,
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  });
});

test('an unforeseen error is a 500 that shows nothing of itself', async () => {
  const result = await route(async () => {
    throw new Error('arn:aws:secret');
  })(event);

  expect(result.statusCode).toBe(500);
  expect(result.body).not.toContain('arn:aws:secret');
});

test('a method without authorizer has no caller', async () => {
  const open = { ...event, requestContext: { ...event.requestContext, authorizer: null } };

  const result = await route(async (request) => ({ status: 200, body: request.caller() }))(open);

  expect(result.statusCode).toBe(401);
});

test('an answer without body is empty, and a base64 body is decoded', async () => {
  const posted = { ...event, body: Buffer.from('{"code":"카드"}').toString('base64'), isBase64Encoded: true };

  const result = await route(async ({ body }) => {
    expect(body).toBe('{"code":"카드"}');
    return { status: 204 };
  })(posted);

  expect(result).toEqual({ statusCode: 204, headers: { 'Cache-Control': 'no-store' }, body: '' });
});
