import type { LocalSystem } from '@tarotchat/local';
import { ulid } from 'ulid';
import { embeddedTable } from '../embedded-table.ts';
import { logIn, type Person } from '../person.ts';
import { connect, type OpenSocket } from '../socket.ts';
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

/** Which plays need which function. A function of the stack that is not here fails the proof. */
export const playsByFunction: Readonly<Record<string, readonly Play[]>> = {
  tarotchat_auth: [logsIn, logsOut],
  tarotchat_authorizer: [connects],
  tarotchat_connect: [connects],
  tarotchat_default: [],
  tarotchat_deletesession: [deletes],
  tarotchat_disconnect: [leaves],
  tarotchat_getsessionmsg: [reads],
  tarotchat_listsessions: [lists],
  tarotchat_reply: [asks, asksOn, findsASocketGone],
  tarotchat_sendMessage: [asks],
};
