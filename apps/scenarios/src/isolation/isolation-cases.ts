import { decodeJwt } from 'jose';
import { ulid } from 'ulid';
import { expect } from 'vitest';
import { unlinkAtKakao } from '../kakao.ts';
import { authorize, callApi, exchangeCode, refresh } from '../person.ts';
import { connect } from '../socket.ts';
import { until } from '../until.ts';
import type { IsolationCase } from './household.ts';

const codeOf = async (answer: Response): Promise<unknown> => Reflect.get(Object(await answer.json()), 'code');

const expectProblem = async (answer: Response, status: number, code: string): Promise<void> => {
  expect(answer.status).toBe(status);
  expect(await codeOf(answer)).toBe(code);
};

const restCases: Readonly<Record<string, IsolationCase>> = {
  'GET /sessions': async ({ stranger, listCursor }) => {
    const plain = await stranger.api('GET', '/sessions');
    const continued = await stranger.api('GET', `/sessions?cursor=${encodeURIComponent(listCursor)}`);

    expect(await plain.json()).toEqual({ sessions: [] });
    // A cursor is a place in a list, not a right to somebody's.
    if (continued.status === 200) expect(await continued.json()).toEqual({ sessions: [] });
    else await expectProblem(continued, 400, 'INVALID_CURSOR');
  },

  'GET /sessions/{sessionId}': async ({ stranger, sessionId, messagesCursor }) => {
    const theirs = await stranger.api('GET', `/sessions/${sessionId}`);
    const continued = await stranger.api('GET', `/sessions/${sessionId}?cursor=${encodeURIComponent(messagesCursor)}`);
    const nobodys = await stranger.api('GET', `/sessions/${ulid()}`);

    // The same words as for a session that never was: not even that there is one is told.
    const { requestId: _, ...told } = Object(await theirs.json());
    const { requestId: __, ...ofNothing } = Object(await nobodys.json());
    expect(theirs.status).toBe(404);
    expect(told).toEqual(ofNothing);
    await expectProblem(continued, 404, 'SESSION_NOT_FOUND');
  },

  'DELETE /sessions/{sessionId}': async ({ stranger, sessionId }) => {
    await expectProblem(await stranger.api('DELETE', `/sessions/${sessionId}`), 404, 'SESSION_NOT_FOUND');
  },

  'POST /auth/token': async ({ origin }) => {
    const stolen = await authorize(origin, 'Owner');
    const own = await authorize(origin, 'Stranger');

    const withoutVerifier = await exchangeCode(origin, { ...stolen, codeVerifier: own.codeVerifier });

    await expectProblem(withoutVerifier, 400, 'INVALID_CODE');
  },

  'POST /auth/refresh': async ({ origin, owner, stranger }) => {
    const owners = { Authorization: `Bearer ${owner.accessToken}` };
    const withoutCookie = await refresh(origin, '', owners);
    const withOwnCookie = await refresh(origin, stranger.cookie, owners);

    await expectProblem(withoutCookie, 401, 'REFRESH_REFUSED');
    const { accessToken } = Object(await withOwnCookie.json());
    expect(decodeJwt(accessToken).sub).toBe(decodeJwt(stranger.accessToken).sub);
  },

  'POST /auth/logout': async ({ stranger, strangersSocket }) => {
    expect((await stranger.api('POST', '/auth/logout')).status).toBe(204);
    await until('the stranger’s own socket is closed', () => !strangersSocket.isOpen());
  },

  'POST /auth/logout-all': async ({ stranger, strangersSocket }) => {
    expect((await stranger.api('POST', '/auth/logout-all')).status).toBe(204);
    await until('the stranger’s own socket is closed', () => !strangersSocket.isOpen());
  },

  'POST /webhooks/kakao/unlink': async ({ origin, owner, stranger, strangersSocket }) => {
    for (const authorization of [`Bearer ${stranger.accessToken}`, 'KakaoAK made-up', 'KakaoAK ', '']) {
      await expectProblem(await unlinkAtKakao(origin, owner, authorization), 401, 'UNAUTHENTICATED');
    }
    // Kakao's own word about the stranger ends the stranger's logins and nobody else's.
    expect((await unlinkAtKakao(origin, stranger)).status).toBe(200);
    await until('the stranger’s own socket is closed', () => !strangersSocket.isOpen());
  },
};

const socketCases: Readonly<Record<string, IsolationCase>> = {
  'ws $connect': async ({ origin, system, owner, stranger, ownersSocket }) => {
    const listening = await connect(system.webSocketUrl, stranger.accessToken);
    const messageId = ulid();
    ownersSocket.send({ action: 'sendMessage', messageId, text: 'For me only', spread: 'one-card', language: 'en' });
    await ownersSocket.next((event) => event.type === 'reply.completed' && event.messageId === messageId);

    expect(listening.events).toEqual([]);
    await listening.close();
    expect((await callApi(origin, owner.accessToken)('DELETE', `/sessions/${messageId}`)).status).toBe(204);
  },

  'ws $disconnect': async ({ system, stranger, ownersSocket }) => {
    const leaving = await connect(system.webSocketUrl, stranger.accessToken);
    await leaving.close();

    ownersSocket.send({ action: 'ping' });
    await ownersSocket.next((event) => event.type === 'pong');
  },

  'ws $default': async ({ strangersSocket, ownersSocket }) => {
    const before = ownersSocket.events.length;
    strangersSocket.sendText('nonsense');
    await strangersSocket.next((event) => event.type === 'error' && event.code === 'INVALID_JSON');

    expect(ownersSocket.events.length).toBe(before);
  },

  'ws ping': async ({ strangersSocket, ownersSocket }) => {
    const before = ownersSocket.events.length;
    strangersSocket.send({ action: 'ping' });
    await strangersSocket.next((event) => event.type === 'pong');

    expect(ownersSocket.events.length).toBe(before);
  },

  'ws sendMessage': async ({ stranger, strangersSocket, ownersSocket, sessionId }) => {
    const before = ownersSocket.events.length;
    const question = { action: 'sendMessage', text: 'Let me in', spread: 'one-card', language: 'en' };
    strangersSocket.send({ ...question, messageId: ulid(), sessionId });
    await strangersSocket.next((event) => event.type === 'error' && event.code === 'SESSION_NOT_FOUND');
    // The owner's own message id, as if the question were asked again: it begins a session of the stranger's own.
    strangersSocket.send({ ...question, messageId: sessionId });
    await strangersSocket.next((event) => event.type === 'reply.completed' && event.messageId === sessionId);
    const own = await (await stranger.api('GET', `/sessions/${sessionId}`)).json();

    expect(own).toMatchObject({ messages: [{ text: 'Let me in' }, { kind: 'reply' }] });
    expect(ownersSocket.events.length).toBe(before);
    expect((await stranger.api('DELETE', `/sessions/${sessionId}`)).status).toBe(204);
  },

  'ws renewAuth': async ({ system, owner, stranger, ownersSocket }) => {
    const socket = await connect(system.webSocketUrl, stranger.accessToken);
    socket.send({ action: 'renewAuth', token: owner.accessToken });
    await socket.closed;

    expect(socket.events.filter((event) => event.type === 'session.renewed')).toEqual([]);
    expect(ownersSocket.isOpen()).toBe(true);
  },
};

/** What a stranger tries, by route. A route of the stack that is not here fails the proof. */
export const isolationCases: Readonly<Record<string, IsolationCase>> = { ...restCases, ...socketCases };
