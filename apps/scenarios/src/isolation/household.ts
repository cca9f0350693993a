import type { LocalSystem } from '@tarotchat/local';
import { messagePageSchema, sessionPageSchema } from '@tarotchat/protocol';
import { ulid } from 'ulid';
import { logIn, type Person } from '../person.ts';
import { connect, type OpenSocket } from '../socket.ts';

/** The owner of two sessions, with what a stranger might have come to know of them. */
export type Household = {
  readonly owner: Person;
  readonly ownersSocket: OpenSocket;
  readonly sessionId: string;
  /** A cursor that the list gave to the owner. */
  readonly listCursor: string;
  /** A cursor of the session's messages. */
  readonly messagesCursor: string;
};

/** What a case gets to work with. */
export type IsolationCase = (
  at: Household & {
    readonly stranger: Person;
    readonly strangersSocket: OpenSocket;
    readonly system: LocalSystem;
    readonly origin: string;
  },
) => Promise<void>;

const ask = async (socket: OpenSocket, text: string): Promise<string> => {
  const messageId = ulid();
  socket.send({ action: 'sendMessage', messageId, text, spread: 'one-card', language: 'en' });
  await socket.next((event) => event.type === 'reply.completed' && event.messageId === messageId);
  return messageId;
};

/** Logs the owner in, connects, and lets the owner ask two questions. */
export const moveIn = async (system: LocalSystem): Promise<Household> => {
  const owner = await logIn(system.origin, 'Owner');
  const ownersSocket = await connect(system.webSocketUrl, owner.accessToken);
  const [sessionId] = await Promise.all([ask(ownersSocket, 'My secret question'), ask(ownersSocket, 'And another')]);
  const list = sessionPageSchema.parse(await (await owner.api('GET', '/sessions?limit=1')).json());
  const messages = messagePageSchema.parse(await (await owner.api('GET', `/sessions/${sessionId}?limit=1`)).json());
  return {
    owner,
    ownersSocket,
    sessionId,
    listCursor: list.nextCursor ?? '',
    messagesCursor: messages.nextCursor ?? '',
  };
};

/** Everything that the owner has: it has to be the same before and after whatever the stranger tried. */
export const possessions = async (system: LocalSystem, at: Pick<Household, 'owner' | 'ownersSocket' | 'sessionId'>) => {
  const anew = await connect(system.webSocketUrl, at.owner.accessToken);
  await anew.close();
  return {
    list: await (await at.owner.api('GET', '/sessions')).json(),
    session: await (await at.owner.api('GET', `/sessions/${at.sessionId}`)).json(),
    isConnected: at.ownersSocket.isOpen(),
    subprotocolAnew: anew.subprotocol,
  };
};
