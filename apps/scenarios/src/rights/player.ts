import type { LocalSystem } from '@tarotchat/local';
import { ulid } from 'ulid';
import { embeddedTable } from '../embedded-table.ts';
import { logIn, type Person } from '../person.ts';
import { connect, type OpenSocket } from '../socket.ts';

/** A scenario that needs rights: it throws where a person, or the next one to look, would miss something. */
export type Play = { readonly title: string; readonly act: (system: LocalSystem) => Promise<void> };

/** Enough for a reading, which takes its 5 seconds, on the busiest machine. */
export const patienceMs = 40_000;

/** Somebody who is logged in, with an open socket. */
export type Player = { readonly person: Person; readonly socket: OpenSocket };

export const logInAndConnect = async (system: LocalSystem): Promise<Player> => {
  const person = await logIn(system.origin, 'Player');
  return { person, socket: await connect(system.webSocketUrl, person.accessToken, { patienceMs }) };
};

/** Asks, and waits for the whole reading. */
export const ask = async (socket: OpenSocket, sessionId?: string): Promise<string> => {
  const messageId = ulid();
  const question = { action: 'sendMessage', messageId, text: 'What now?', spread: 'one-card', language: 'en' };
  socket.send({ ...question, ...(sessionId !== undefined && { sessionId }) });
  await socket.next((event) => event.type === 'message.accepted');
  await socket.next((event) => event.type === 'reply.completed');
  return messageId;
};

export const expectStatus = (answer: Response, status: number): void => {
  if (answer.status !== status) throw new Error(`${new URL(answer.url).pathname} answered ${answer.status}`);
};

/** Ids of the connections that are noted, whoever's they are. */
export const connectionIds = async (system: LocalSystem): Promise<(string | undefined)[]> =>
  (await embeddedTable(system, 'tarotchat_connections').rows()).map((row) => row['connectionId']?.S);
