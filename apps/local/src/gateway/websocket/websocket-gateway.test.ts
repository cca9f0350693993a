import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FixtureSystem, startFixture } from '../../testing/fixture-system.ts';
import { connectSocket, eventually, offer } from '../../testing/socket-client.ts';

let system: FixtureSystem;
beforeAll(async () => {
  system = await startFixture();
});
afterAll(() => system.end());

const connect = (token = 'good.mina') => connectSocket(system.webSocketUrl, offer(token));
const socketLog = () => system.logLines('fixture_socket');

test('a handshake without the identity source is refused with 401, and no function is asked', async () => {
  system.invocations.clear();

  await expect(connectSocket(system.webSocketUrl, [])).rejects.toThrow('401');

  expect(system.invocations.all()).toEqual([]);
});

test('a handshake that the authorizer denies is refused with 403, and $connect does not run', async () => {
  system.invocations.clear();

  await expect(connect('bad')).rejects.toThrow('403');

  expect(system.invocations.all().map(({ functionName }) => functionName)).toEqual(['fixture_authorizer']);
});

test('an authorizer that says Unauthorized is 401, one that fails is 500', async () => {
  await expect(connect('never')).rejects.toThrow('401');
  await expect(connect('boom')).rejects.toThrow('500');
});

test('$connect decides too: its status is the answer, and its failure is 502', async () => {
  await expect(connectSocket(`${system.webSocketUrl}?refuse=403`, offer('good.x'))).rejects.toThrow('403');
  await expect(connectSocket(`${system.webSocketUrl}?refuse=throw`, offer('good.x'))).rejects.toThrow('502');
});

test('the subprotocol that $connect names is echoed, the token beside it is not', async () => {
  const { socket } = await connect();

  expect(socket.protocol).toBe('fixture.v1');

  socket.close();
});

test('each event carries what the authorizer vouched for, as strings, and the connection', async () => {
  const client = await connect();

  const answer = await client.ask({ action: 'echo' });

  expect(answer).toMatchObject({
    route: 'echo',
    outcome: {
      body: '{"action":"echo"}',
      isBase64Encoded: false,
      requestContext: {
        routeKey: 'echo',
        eventType: 'MESSAGE',
        messageDirection: 'IN',
        stage: 'ws',
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        connectedAt: expect.any(Number),
        messageId: expect.any(String),
        domainName: expect.stringContaining('.execute-api.us-east-1.amazonaws.com'),
        identity: { sourceIp: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) },
        authorizer: { principalId: 'good.mina', userId: 'mina', authExpiresAt: '4102444800', admin: 'true' },
      },
    },
  });
  client.socket.close();
});

test.each([
  ['no JSON', 'not json'],
  ['an unknown action', { action: 'dance' }],
  ['no action', {}],
  ['an action that is no text', { action: 7 }],
  ['the name of a lifecycle route', { action: '$connect' }],
])('a message with %s goes to $default', async (_, message) => {
  const client = await connect();

  expect(await client.ask(message)).toMatchObject({ route: '$default' });

  client.socket.close();
});

test('a MOCK integration answers without a function', async () => {
  const client = await connect();
  system.invocations.clear();

  expect(await client.ask({ action: 'ping' })).toEqual({ type: 'pong' });

  expect(system.invocations.all()).toEqual([]);
  client.socket.close();
});

test('a route without a route response answers nothing', async () => {
  const client = await connect();
  system.invocations.clear();

  client.send({ action: 'quiet' });
  await eventually(() => system.invocations.all().length === 1);

  expect(await client.ask({ action: 'ping' })).toEqual({ type: 'pong' });
  client.socket.close();
});

test.each([
  ['throws', 'throw'],
  ['answers nonsense', 'nonsense'],
  ['ends its process', 'exit'],
])('a function that %s becomes an error frame, and the connection stays', async (_, wish) => {
  const client = await connect();

  expect(await client.ask({ action: 'echo', wish })).toEqual({
    message: 'Internal server error',
    connectionId: expect.any(String),
    requestId: expect.any(String),
  });

  expect(await client.ask({ action: 'ping' })).toEqual({ type: 'pong' });
  client.socket.close();
});

test('an integration that takes longer than its timeout is answered for, and runs on', async () => {
  const client = await connect();
  system.invocations.clear();

  const answer = await client.ask({ action: 'hasty', wish: 'sleep', ms: 400 });

  expect(answer).toEqual({
    message: 'Endpoint request timed out',
    connectionId: expect.any(String),
    requestId: expect.any(String),
  });
  await eventually(() => system.invocations.all().some(({ outcome }) => outcome === 'returned'));
  client.socket.close();
});

test('messages of one connection run beside each other', async () => {
  const client = await connect();

  client.send({ action: 'echo', wish: 'sleep', ms: 3_000 });
  client.send({ action: 'echo', wish: 'sleep', ms: 1 });

  expect(await client.next()).toMatchObject({ outcome: { slept: 1 } });
  expect(await client.next()).toMatchObject({ outcome: { slept: 3_000 } });
  client.socket.close();
});

test('a message of 128 KB in frames of 32 KB passes', async () => {
  const client = await connect();
  const message = JSON.stringify({ action: 'ping', filler: '' });
  const whole = message.replace('""', `"${'x'.repeat(128 * 1024 - message.length)}"`);

  const answer = client.next();
  for (let at = 0; at < 4; at += 1) {
    client.socket.send(whole.slice(at * 32_768, (at + 1) * 32_768), { fin: at === 3 });
  }

  expect(await answer).toEqual({ type: 'pong' });
  client.socket.close();
});

test('a message over 128 KB in small frames ends the connection with 1009', async () => {
  const client = await connect();

  for (let at = 0; at < 5; at += 1) client.socket.send('x'.repeat(32_768), { fin: at === 4 });

  expect(await client.closed).toMatchObject({ code: 1009 });
});

test('a frame over 32 KB ends the connection with 1009, and the message is not handed on', async () => {
  const client = await connect();
  system.invocations.clear();

  client.send({ action: 'echo', filler: 'x'.repeat(32_768) });

  expect(await client.closed).toMatchObject({ code: 1009 });
  await eventually(() => system.invocations.all().length > 0);
  expect(socketLog().filter((line) => line.includes('"code":1009')).length).toBeGreaterThan(0);
  expect(system.invocations.all()).toHaveLength(1);
});

test('$disconnect hears how the connection ended', async () => {
  const client = await connect();

  client.socket.close(4_321, 'enough');

  await eventually(() => socketLog().some((line) => line.includes('{"route":"$disconnect","code":4321}')));
});

test('ten idle minutes end a connection with 1001; a message starts them again', async () => {
  const idle = await connect();
  const busy = await connect();

  await system.clock.advance(9 * 60_000);
  await busy.ask({ action: 'ping' });
  await system.clock.advance(2 * 60_000);

  expect(await idle.closed).toMatchObject({ code: 1001 });
  expect(await busy.ask({ action: 'ping' })).toEqual({ type: 'pong' });
  busy.socket.close();
});

test('two hours end a connection, however busy', async () => {
  const client = await connect();

  for (let at = 0; at < 14; at += 1) {
    await system.clock.advance(9 * 60_000 - 1_000);
    if (client.socket.readyState !== client.socket.OPEN) break;
    if (at < 13) await client.ask({ action: 'ping' });
  }

  expect(await client.closed).toMatchObject({ code: 1001 });
}, 30_000);

test('the path is a WebSocket only, and other paths are none', async () => {
  expect((await fetch(`${system.origin}/ws`)).status).toBe(426);
  await expect(connectSocket(`${system.webSocketUrl}/more`)).rejects.toThrow('404');
});
