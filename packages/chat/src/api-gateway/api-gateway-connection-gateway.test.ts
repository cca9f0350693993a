import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { connectionIdSchema } from '@tarotchat/protocol';
import { afterEach, expect, test } from 'vitest';
import { apiGatewayConnectionGateway } from './api-gateway-connection-gateway.ts';

const connectionId = connectionIdSchema.parse('L0SM9cOFvHcCIhw=');
let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

type Answer = { readonly status: number; readonly error?: string };

/** API Gateway as far as `@connections` goes: it gives its answers in turn, the last one for ever. */
const startGateway = async (...answers: readonly [Answer, ...Answer[]]) => {
  const requests: { method: string; url: string; body: string }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, error } = answers[Math.min(requests.length, answers.length - 1)] ?? answers[0];
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method ?? '', url: request.url ?? '', body });
    response.writeHead(status, error === undefined ? {} : { 'x-amzn-ErrorType': error });
    response.end(error === undefined ? '' : '{"message":null}');
  };
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${port}/ws`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return { gateway: apiGatewayConnectionGateway({ client }), requests };
};

test('a frame is posted as JSON to its connection', async () => {
  const { gateway, requests } = await startGateway({ status: 200 });

  const outcome = await gateway.post(connectionId, { type: 'pong' });

  expect(outcome).toEqual({ kind: 'delivered' });
  expect(requests).toEqual([{ method: 'POST', url: '/ws/@connections/L0SM9cOFvHcCIhw%3D', body: '{"type":"pong"}' }]);
});

test('410 means gone, to a frame and to a close', async () => {
  const { gateway, requests } = await startGateway({ status: 410, error: 'GoneException' });

  const outcomes = [await gateway.post(connectionId, { type: 'pong' }), await gateway.close(connectionId)];

  expect(outcomes).toEqual([{ kind: 'gone' }, { kind: 'gone' }]);
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
});

test('a throttled frame is posted again', async () => {
  const { gateway, requests } = await startGateway({ status: 429, error: 'LimitExceededException' }, { status: 200 });

  const outcome = await gateway.post(connectionId, { type: 'pong' });

  expect(outcome).toEqual({ kind: 'delivered' });
  expect(requests).toHaveLength(2);
});

test('a connection that stays throttled is busy after three tries', async () => {
  const { gateway, requests } = await startGateway({ status: 429, error: 'LimitExceededException' });

  const outcome = await gateway.post(connectionId, { type: 'pong' });

  expect(outcome).toEqual({ kind: 'busy' });
  expect(requests).toHaveLength(3);
});

test('a closed connection is closed', async () => {
  const { gateway, requests } = await startGateway({ status: 204 });

  const outcome = await gateway.close(connectionId);

  expect(outcome).toEqual({ kind: 'closed' });
  expect(requests).toMatchObject([{ method: 'DELETE' }]);
});

test('a refusal of another kind is thrown', async () => {
  const { gateway } = await startGateway({ status: 403, error: 'ForbiddenException' });

  await expect(gateway.post(connectionId, { type: 'pong' })).rejects.toMatchObject({ name: 'ForbiddenException' });
});
