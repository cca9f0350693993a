import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { embeddedTable } from '../embedded-table.ts';
import { logIn } from '../person.ts';
import { connect } from '../socket.ts';
import { nowSeconds, openForge } from '../token-forge.ts';
import { until } from '../until.ts';
import { ask, connectionIds, expectStatus, logInAndConnect, type Play, patienceMs } from './player.ts';

export const asks: Play = {
  title: 'a question is answered and the answer kept',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    const sessionId = await ask(socket);
    const page = await (await person.api('GET', `/sessions/${sessionId}`)).text();
    if (!page.includes('"completed"')) throw new Error('the reply is not stored');
    await socket.close();
  },
};

export const asksOn: Play = {
  title: 'a question in a session that goes on is answered',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    await ask(socket, await ask(socket));
    await socket.close();
  },
};

export const findsASocketGone: Play = {
  title: 'a socket that is gone without a word is forgotten at the next reply',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    const connections = embeddedTable(system, 'tarotchat_connections');
    const [row] = await connections.rows();
    if (row === undefined) throw new Error('the connection is not noted');
    await connections.put({ ...row, connectionId: { S: 'GoneWithoutAWord=' } });
    await ask(socket);
    const isForgotten = async () => !(await connectionIds(system)).includes('GoneWithoutAWord=');
    await until('the gone connection is forgotten', isForgotten, { patienceMs });
    await socket.close();
  },
};

export const lists: Play = {
  title: 'a person lists their sessions',
  act: async ({ origin }) => expectStatus(await (await logIn(origin, 'Player')).api('GET', '/sessions'), 200),
};

export const reads: Play = {
  title: 'a person looks for a session',
  act: async ({ origin }) => expectStatus(await (await logIn(origin, 'Player')).api('GET', `/sessions/${ulid()}`), 404),
};

export const deletes: Play = {
  title: 'a person deletes a session',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    const sessionId = await ask(socket);
    await socket.close();
    expectStatus(await person.api('DELETE', `/sessions/${sessionId}`), 204);
    expectStatus(await person.api('GET', `/sessions/${sessionId}`), 404);
  },
};

export const goesOnRenewed: Play = {
  title: 'past the end of its first token a renewed connection is heard',
  act: async (system) => {
    const forge = await openForge(system);
    const short = forge.issue({ exp: nowSeconds() + 3 });
    const socket = await connect(system.webSocketUrl, short, { patienceMs });
    socket.send({ action: 'renewAuth', token: forge.person.accessToken });
    await socket.next((event) => event.type === 'session.renewed');
    await sleep(3_100);
    await ask(socket);
    await socket.close();
  },
};

export const isTold: Play = {
  title: 'a connection is told that its time ends',
  act: async (system) => {
    const forge = await openForge(system);
    const short = forge.issue({ exp: nowSeconds() + limits.expiringNoticeSeconds - 1 });
    const socket = await connect(system.webSocketUrl, short, { patienceMs });
    await ask(socket);
    await socket.next((event) => event.type === 'session.expiring');
    await socket.close();
  },
};

export const opensOneTooMany: Play = {
  title: 'the oldest of too many connections is closed at the next reply',
  act: async (system) => {
    const { person, socket: oldest } = await logInAndConnect(system);
    // A connection's age counts in milliseconds.
    await sleep(20);
    const others = Array.from({ length: limits.connectionsPerUser }, () =>
      connect(system.webSocketUrl, person.accessToken, { patienceMs }),
    );
    const [first, ...rest] = await Promise.all(others);
    if (first === undefined) throw new Error('there is no other connection');
    await ask(first);
    await until('the oldest closes', () => !oldest.isOpen(), { patienceMs });
    await Promise.all([first, ...rest].map((socket) => socket.close()));
  },
};

export const isStopped: Play = {
  title: 'a reply that is being written stops where its person logs out everywhere',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    const messageId = ulid();
    socket.send({ action: 'sendMessage', messageId, text: 'A long one', spread: 'celtic-cross', language: 'en' });
    await socket.next((event) => event.type === 'reply.delta');
    expectStatus(await person.api('POST', '/auth/logout-all'), 204);
    // Who logs in within the second of the cut-off is taken for somebody who was in before.
    await sleep(1_100);
    const again = await logIn(system.origin, 'Player');
    const isStored = async () =>
      (await (await again.api('GET', `/sessions/${messageId}`)).text()).includes('"status":"stopped"');
    await until('the reply is stored as stopped', isStored, { patienceMs });
  },
};
