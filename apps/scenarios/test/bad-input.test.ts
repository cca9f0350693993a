import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { limits } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn, ownHeaders, type Person } from '../src/person.ts';
import { connect, type OpenSocket } from '../src/socket.ts';

let system: LocalSystem;
let person: Person;
let stranger: Person;
let socket: OpenSocket;
let strangersSession: string;

beforeAll(async () => {
  system = await startLocalSystem({});
  [person, stranger] = await Promise.all([logIn(system.origin, 'Careless'), logIn(system.origin, 'Stranger')]);
  strangersSession = ulid();
  const other = await connect(system.webSocketUrl, stranger.accessToken);
  other.send({ action: 'sendMessage', messageId: strangersSession, text: 'mine', spread: 'one-card', language: 'en' });
  await other.next((event) => event.type === 'reply.completed');
  await other.close();
  socket = await connect(system.webSocketUrl, person.accessToken);
});
afterAll(() => system.stop());

const question = (fields: object) =>
  JSON.stringify({ action: 'sendMessage', messageId: ulid(), text: '질문', ...fields });

const frames: [title: string, frame: () => string, code: string, mend: RegExp][] = [
  ['text that is not JSON', () => 'hello', 'INVALID_JSON', /Send one JSON object/],
  ['half a JSON object', () => '{"action":"sendMessage"', 'INVALID_JSON', /Send one JSON object/],
  ['an unknown action', () => '{"action":"fly"}', 'UNKNOWN_ACTION', /sendMessage/],
  ['no action', () => '{}', 'INVALID_FIELD', /action/],
  ['JSON null', () => 'null', 'INVALID_FIELD', /action|body/],
  ['an action that is an object', () => '{"action":{"$gt":""}}', 'INVALID_FIELD', /action/],
  ['no text', () => question({ text: undefined }), 'INVALID_FIELD', /"text"/],
  ['an empty text', () => question({ text: '   ' }), 'INVALID_FIELD', /must not be empty/],
  ['a malformed ULID', () => question({ messageId: 'IIIIIIIIIIIIIIIIIIIIIIIIII' }), 'INVALID_FIELD', /26 characters/],
  ['a malformed session id', () => question({ sessionId: '../../x' }), 'INVALID_FIELD', /"sessionId"/],
  ['an unknown spread', () => question({ spread: 'pyramid' }), 'INVALID_FIELD', /"spread"/],
  [
    'a text over the limit',
    () => question({ text: '가'.repeat(limits.textBytes / 2) }),
    'MESSAGE_TOO_LARGE',
    /Shorten/,
  ],
  ['a message over the limit', () => question({ junk: 'x'.repeat(20_000) }), 'MESSAGE_TOO_LARGE', /Shorten/],
  [
    'an unknown action over the limit',
    () => JSON.stringify({ action: 'x'.repeat(20_000) }),
    'MESSAGE_TOO_LARGE',
    /horten/,
  ],
  [
    'somebody else’s session',
    () => question({ sessionId: strangersSession }),
    'SESSION_NOT_FOUND',
    /List your sessions/,
  ],
  ['a session that never was', () => question({ sessionId: ulid() }), 'SESSION_NOT_FOUND', /List your sessions/],
];

test.each(frames)(
  '%s gets a typed error that says how to mend it, and the socket stays open',
  async (_, frame, code, mend) => {
    socket.sendText(frame());

    const error = await socket.next((event) => event.type === 'error');

    expect(error).toMatchObject({ code, message: expect.stringMatching(mend) });
    expect(socket.isOpen()).toBe(true);
  },
);

const requests: [title: string, method: string, path: () => string, status: number, code: string][] = [
  ['a malformed ULID', 'GET', () => '/sessions/nope', 400, 'INVALID_FIELD'],
  ['a malformed ULID to delete', 'DELETE', () => '/sessions/nope', 400, 'INVALID_FIELD'],
  ['a session that never was', 'GET', () => `/sessions/${ulid()}`, 404, 'SESSION_NOT_FOUND'],
  ['somebody else’s session', 'GET', () => `/sessions/${strangersSession}`, 404, 'SESSION_NOT_FOUND'],
  ['deleting somebody else’s session', 'DELETE', () => `/sessions/${strangersSession}`, 404, 'SESSION_NOT_FOUND'],
  ['a malformed cursor', 'GET', () => '/sessions?cursor=AAAA', 400, 'INVALID_CURSOR'],
  ['a cursor of another kind', 'GET', () => `/sessions?cursor=${btoa('{"sort":{"S":"x"}}')}`, 400, 'INVALID_CURSOR'],
  ['a malformed cursor of messages', 'GET', () => `/sessions/${strangersSession}?cursor=%00`, 400, 'INVALID_CURSOR'],
  ['a limit of 0', 'GET', () => '/sessions?limit=0', 400, 'INVALID_FIELD'],
  ['a limit that is no number', 'GET', () => '/sessions?limit=many', 400, 'INVALID_FIELD'],
  ['a path that is not there', 'GET', () => '/nothing', 404, 'NOT_FOUND'],
  ['a method that is not there', 'POST', () => '/sessions', 404, 'NOT_FOUND'],
];

test.each(requests)('%s gets a typed problem (%s)', async (_, method, path, status, code) => {
  const answer = await person.api(method, path());

  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code, message: expect.stringMatching(/\.$/) });
});

const logins: [title: string, body: unknown, code: string][] = [
  ['no code', { codeVerifier: 'x'.repeat(43), redirectUri: 'http://localhost:3001/' }, 'INVALID_FIELD'],
  ['a short verifier', { code: 'c', codeVerifier: 'x', redirectUri: 'http://localhost:3001/' }, 'INVALID_FIELD'],
  ['a redirect that is no URL', { code: 'c', codeVerifier: 'x'.repeat(43), redirectUri: 'nope' }, 'INVALID_FIELD'],
  [
    'a made-up code',
    { code: 'c', codeVerifier: 'x'.repeat(43), redirectUri: 'http://localhost:3001/' },
    'INVALID_CODE',
  ],
];

test.each(logins)('a login with %s is refused with a typed problem', async (_, body, code) => {
  const answer = await person.api('POST', '/auth/token', body);

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code });
});

test('a body that is not JSON is refused', async () => {
  const answer = await fetch(`${system.origin}/api/auth/token`, {
    method: 'POST',
    headers: ownHeaders(system.origin),
    body: '{',
  });

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'INVALID_JSON' });
});

test('a refresh without a cookie, and with a made-up one, is refused', async () => {
  for (const cookie of ['', 'tarotchat_refresh=made-up']) {
    const answer = await fetch(`${system.origin}/api/auth/refresh`, {
      method: 'POST',
      headers: { ...ownHeaders(system.origin), Cookie: cookie },
    });

    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'REFRESH_REFUSED' });
  }
});

test('after all of that nothing was stored, and the stranger’s session is as it was', async () => {
  const mine = await (await person.api('GET', '/sessions')).json();
  const theirs = await (await stranger.api('GET', `/sessions/${strangersSession}`)).json();

  expect(mine).toEqual({ sessions: [] });
  expect(theirs).toMatchObject({ messages: [{ text: 'mine' }, { status: 'completed' }] });
});
