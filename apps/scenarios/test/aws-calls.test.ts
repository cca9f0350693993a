import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { logIn, type Person } from '../src/person.ts';
import { connect } from '../src/socket.ts';

// The counts that ARCHITECTURE.md promises, counted at the embedded services.
let system: LocalSystem;
let person: Person;
beforeAll(async () => {
  system = await startLocalSystem({});
  person = await logIn(system.origin, 'Counter');
});
afterAll(() => system.stop());
beforeEach(() => system.calls.clear());

/** What each function asked AWS for, such as `tarotchat_connect: PutItem`, without frames posted to sockets. */
const calls = (): string[] =>
  system.calls
    .all()
    .filter(({ service }) => service !== 'execute-api')
    .map(({ functionName, operation }) => `${functionName.replace('-local', '')}: ${operation}`);

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('connecting costs one read by the authorizer, of two rows, and one transaction with one write', async () => {
  const socket = await connect(system.webSocketUrl, person.accessToken);

  expect(calls()).toEqual(['tarotchat_authorizer: BatchGetItem', 'tarotchat_connect: TransactWriteItems']);
  await socket.close();
  // Its delete must not be counted by the next test.
  await until(() => calls().length === 3);
});

test('disconnecting costs one delete', async () => {
  const socket = await connect(system.webSocketUrl, person.accessToken);
  system.calls.clear();

  await socket.close();
  await until(() => calls().length > 0);

  expect(calls()).toEqual(['tarotchat_disconnect: DeleteItem']);
});

test('a question costs one call, its reply one transaction, one query of sockets and one write', async () => {
  const socket = await connect(system.webSocketUrl, person.accessToken);
  system.calls.clear();

  socket.send({ action: 'sendMessage', messageId: ulid(), text: 'Count me.', spread: 'one-card', language: 'en' });
  await socket.next((event) => event.type === 'reply.completed');

  const by = (name: string) => calls().filter((call) => call.startsWith(`${name}:`));
  expect(by('tarotchat_sendMessage')).toEqual(['tarotchat_sendMessage: SendMessage']);
  expect(by('tarotchat_reply')).toEqual([
    'tarotchat_reply: TransactWriteItems',
    'tarotchat_reply: Query',
    'tarotchat_reply: UpdateItem',
  ]);
  expect(calls()).toHaveLength(4);
  await socket.close();
});

test('a page of the history costs one query after the authorizer, and a cached token not even that', async () => {
  const fresh = await logIn(system.origin, 'Reader');
  system.calls.clear();

  await fresh.api('GET', '/sessions');
  await fresh.api('GET', '/sessions');

  expect(calls()).toEqual([
    'tarotchat_authorizer: BatchGetItem',
    'tarotchat_listsessions: Query',
    'tarotchat_listsessions: Query',
  ]);
});
