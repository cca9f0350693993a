import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FixtureSystem, startFixture } from '../../testing/fixture-system.ts';
import { connectSocket, eventually } from '../../testing/socket-client.ts';

let system: FixtureSystem;
beforeAll(async () => {
  system = await startFixture();
});
afterAll(() => system.end());

const connect = () => connectSocket(system.webSocketUrl);

test('a post reaches the connection that it names', async () => {
  const receiver = await connect();
  const sender = await connect();
  const asked = await receiver.ask({ action: 'echo', wish: 'event' });
  const to = connectionIdOf(asked);

  const frame = receiver.next();
  sender.send({ action: 'echo', wish: 'post', to, data: '안녕' });

  expect(await frame).toBe('안녕');
  receiver.socket.close();
  sender.socket.close();
});

test('a post to a connection that has gone is a GoneException of the real SDK, status 410', async () => {
  const gone = await connect();
  const to = connectionIdOf(await gone.ask({ action: 'echo', wish: 'event' }));
  gone.socket.close();
  await gone.closed;
  const sender = await connect();

  const answer = await sender.ask({ action: 'echo', wish: 'post', to, data: 'late' });

  expect(answer).toMatchObject({ outcome: { name: 'GoneException', isGone: true, status: 410 } });
  sender.socket.close();
});

test('a connection does not exist until $connect has returned', async () => {
  const client = await connect();

  await eventually(() => system.logLines('fixture_socket').includes('{"early":"GoneException"}'));

  client.socket.close();
});

test('a post over 128 KB is a PayloadTooLargeException', async () => {
  const client = await connect();

  const answer = await client.ask({ action: 'echo', wish: 'large', bytes: 128 * 1024 + 1 });

  expect(answer).toMatchObject({ outcome: { name: 'PayloadTooLargeException', status: 413 } });
  client.socket.close();
});

test('a delete closes the socket', async () => {
  const client = await connect();

  client.send({ action: 'quiet', wish: 'close' });

  expect(await client.closed).toMatchObject({ code: 1000 });
});

test('a get tells when and from where it was opened', async () => {
  const client = await connect();

  const answer = await client.ask({ action: 'echo', wish: 'describe' });

  expect(answer).toMatchObject({
    outcome: { ok: { ConnectedAt: expect.any(String), Identity: { SourceIp: expect.any(String) } } },
  });
  client.socket.close();
});

const connectionIdOf = (answer: unknown): string => {
  const found = /"connectionId":"([^"]+)"/.exec(JSON.stringify(answer))?.[1];
  if (found === undefined) throw new Error('the answer has no connection id');
  return found;
};
