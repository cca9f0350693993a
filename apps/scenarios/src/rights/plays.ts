import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSystem } from '@tarotchat/local';
import { ulid } from 'ulid';
import { embeddedTable } from '../embedded-table.ts';
import { unlinkAtKakao } from '../kakao.ts';
import { logIn, type Person, refresh } from '../person.ts';
import { connect, type OpenSocket, shakeHands } from '../socket.ts';
import { nowSeconds, openForge } from '../token-forge.ts';
import { until } from '../until.ts';

/** A scenario that needs rights: it throws where a person, or the next one to look, would miss something. */
export type Play = { readonly title: string; readonly act: (system: LocalSystem) => Promise<void> };

/** Enough for a reading, which takes its 5 seconds, on the busiest machine. */
const patienceMs = 40_000;

const logInAndConnect = async (system: LocalSystem): Promise<{ person: Person; socket: OpenSocket }> => {
  const person = await logIn(system.origin, 'Player');
  return { person, socket: await connect(system.webSocketUrl, person.accessToken, { patienceMs }) };
};

const ask = async (socket: OpenSocket, sessionId?: string): Promise<string> => {
  const messageId = ulid();
  const question = { action: 'sendMessage', messageId, text: 'What now?', spread: 'one-card', language: 'en' };
  socket.send({ ...question, ...(sessionId !== undefined && { sessionId }) });
  await socket.next((event) => event.type === 'message.accepted');
  await socket.next((event) => event.type === 'reply.completed');
  return messageId;
};

const expectStatus = (answer: Response, status: number): void => {
  if (answer.status !== status) throw new Error(`${new URL(answer.url).pathname} answered ${answer.status}`);
};

const connectionIds = async (system: LocalSystem): Promise<(string | undefined)[]> =>
  (await embeddedTable(system, 'tarotchat_connections').rows()).map((row) => row['connectionId']?.S);

const logsIn: Play = {
  title: 'a person logs in',
  act: async ({ origin }) => {
    await logIn(origin, 'Player');
  },
};

const connects: Play = {
  title: 'a person opens a socket',
  act: async (system) => {
    await (await logInAndConnect(system)).socket.close();
  },
};

const leaves: Play = {
  title: 'a closed socket is forgotten',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    await socket.close();
    await until('the connection is forgotten', async () => (await connectionIds(system)).length === 0, { patienceMs });
  },
};

const asks: Play = {
  title: 'a question is answered and the answer kept',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    const sessionId = await ask(socket);
    const page = await (await person.api('GET', `/sessions/${sessionId}`)).text();
    if (!page.includes('"completed"')) throw new Error('the reply is not stored');
    await socket.close();
  },
};

const asksOn: Play = {
  title: 'a question in a session that goes on is answered',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    await ask(socket, await ask(socket));
    await socket.close();
  },
};

const findsASocketGone: Play = {
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

const lists: Play = {
  title: 'a person lists their sessions',
  act: async ({ origin }) => expectStatus(await (await logIn(origin, 'Player')).api('GET', '/sessions'), 200),
};

const reads: Play = {
  title: 'a person looks for a session',
  act: async ({ origin }) => expectStatus(await (await logIn(origin, 'Player')).api('GET', `/sessions/${ulid()}`), 404),
};

const deletes: Play = {
  title: 'a person deletes a session',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    const sessionId = await ask(socket);
    await socket.close();
    expectStatus(await person.api('DELETE', `/sessions/${sessionId}`), 204);
    expectStatus(await person.api('GET', `/sessions/${sessionId}`), 404);
  },
};

const logsOut: Play = {
  title: 'a person logs out, and the open socket closes',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    expectStatus(await person.api('POST', '/auth/logout'), 204);
    await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  },
};

const renews: Play = {
  title: 'an open connection is renewed',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    socket.send({ action: 'renewAuth', token: person.accessToken });
    await socket.next((event) => event.type === 'session.renewed');
    await socket.close();
  },
};

const goesOnRenewed: Play = {
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

const isExpelled: Play = {
  title: 'a connection that comes with another person’s token is told so and closed',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    const other = await logIn(system.origin, 'Another player');
    socket.send({ action: 'renewAuth', token: other.accessToken });
    await socket.next((event) => event.type === 'error' && event.code === 'WRONG_USER');
    await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  },
};

/** Whoever is out everywhere has no socket, no way back in and no refresh. */
const expectOut = async (system: LocalSystem, { person, socket }: { person: Person; socket: OpenSocket }) => {
  await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  const again = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${person.accessToken}`]);
  if (again.kind === 'open') throw new Error('a new socket opened');
  expectStatus(await refresh(system.origin, person.cookie), 401);
};

const logsOutEverywhere: Play = {
  title: 'a person logs out everywhere',
  act: async (system) => {
    const player = await logInAndConnect(system);
    expectStatus(await player.person.api('POST', '/auth/logout-all'), 204);
    await expectOut(system, player);
  },
};

const unlinks: Play = {
  title: 'a person takes the link to Kakao away',
  act: async (system) => {
    const player = await logInAndConnect(system);
    expectStatus(await unlinkAtKakao(system.origin, player.person), 200);
    await expectOut(system, player);
  },
};

/** Which plays need which function. A function of the stack that is not here fails the proof. */
export const playsByFunction: Readonly<Record<string, readonly Play[]>> = {
  tarotchat_auth: [logsIn, logsOut, logsOutEverywhere],
  tarotchat_authorizer: [connects],
  tarotchat_connect: [connects],
  tarotchat_default: [],
  tarotchat_deletesession: [deletes],
  tarotchat_disconnect: [leaves],
  tarotchat_getsessionmsg: [reads],
  tarotchat_listsessions: [lists],
  tarotchat_renew: [renews, isExpelled],
  tarotchat_reply: [asks, asksOn, findsASocketGone],
  tarotchat_sendMessage: [asks, goesOnRenewed],
  tarotchat_unlink: [unlinks],
};
