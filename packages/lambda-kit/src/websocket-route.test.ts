import { CodedError } from '@tarotchat/errors';
import { subprotocol } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './fixtures/websocket-message.json' with { type: 'json' };
import { connectRoute, disconnectRoute, type LogFields, messageRoute, silentLogger } from './index.ts';

const recordingLogger = () => {
  const errors: LogFields[] = [];
  return {
    errors,
    logger: { ...silentLogger, error: (_: string, __: unknown, fields: LogFields = {}) => void errors.push(fields) },
  };
};

test('who speaks is read from the context of the authorizer, and the answer goes back as the body', async () => {
  const route = messageRoute({ logger: silentLogger }, async ({ caller, connectionId, body }) => {
    expect(caller).toEqual({
      userId: 'b0a1c2d3-0000-4000-8000-000000000001',
      tokenFamily: 'f0a1c2d3-0000-4000-8000-000000000002',
      username: 'KakaoLogin_1',
      signedInAt: 1_789_996_400,
      authExpiresAt: 1_790_000_000,
    });
    expect(connectionId).toBe('QJ0W6eQnIAMCJ5w=');
    expect(body).toBe('{"action":"sendMessage"}');
    return { type: 'pong' };
  });

  expect(await route(event)).toEqual({ statusCode: 200, body: '{"type":"pong"}' });
});

test('a coded error becomes an error event with the request id, and is no incident', async () => {
  const { logger, errors } = recordingLogger();
  const route = messageRoute({ logger }, async () => {
    throw new CodedError('AUTH_EXPIRED');
  });

  const { statusCode, body } = await route(event);

  expect(statusCode).toBe(200);
  expect(JSON.parse(body ?? '')).toMatchObject({ type: 'error', code: 'AUTH_EXPIRED', requestId: 'QJ0W8GVZoAMFY4w=' });
  expect(errors).toEqual([]);
});

test('an unforeseen error shows nothing of itself to the client and is logged as an incident', async () => {
  const { logger, errors } = recordingLogger();
  const route = messageRoute({ logger }, async () => {
    throw new Error('secret detail');
  });

  const { body } = await route(event);

  expect(body).toContain('"INTERNAL"');
  expect(body).not.toContain('secret detail');
  expect(errors).toHaveLength(1);
});

test('the handshake echoes our subprotocol and never the token', async () => {
  const route = connectRoute({ logger: silentLogger }, async () => {});

  expect(await route(event)).toEqual({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': subprotocol } });
});

test('a handshake that cannot be noted is refused', async () => {
  const route = connectRoute({ logger: silentLogger }, async () => {
    throw new Error('table gone');
  });

  expect(await route(event)).toEqual({ statusCode: 500 });
});

test('an event without the context of our authorizer is never served', async () => {
  const bare = { ...event, requestContext: { ...event.requestContext, authorizer: undefined } };

  await expect(disconnectRoute(async () => {})(bare)).rejects.toMatchObject({ code: 'INTERNAL' });
});
