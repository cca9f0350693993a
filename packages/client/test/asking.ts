import {
  type MessageId,
  type MessagePage,
  type Reply,
  type SendMessage,
  type ServerEvent,
  sessionBegunBy,
} from '@tarotchat/protocol';
import { expect, vi } from 'vitest';
import type { Client, ReplyUpdate, Timing } from '../src/index.ts';
import { aClient } from './browser.ts';
import type { System } from './system.ts';

export const card = {
  cardId: 'the-star',
  name: '별',
  orientation: 'reversed' as const,
  position: 'guidance',
  positionName: '조언',
};

export const question = { text: '오늘은 어떨까요?', spread: 'one-card', language: 'ko' } as const;

/** A client that is logged in and whose socket is open. */
export const aConnectedClient = async (system: System, timing: Partial<Timing> = {}): Promise<Client> => {
  const { client } = aClient(system, timing);
  await client.resume();
  client.connect();
  await vi.waitFor(() => expect(client.connection.state()).toBe('open'));
  return client;
};

export const readAll = async (updates: AsyncIterable<ReplyUpdate>): Promise<ReplyUpdate[]> => {
  const all: ReplyUpdate[] = [];
  for await (const update of updates) all.push(update);
  return all;
};

/** The frames of a whole reply, one delta a word. */
export const framesOf = (messageId: MessageId, words: readonly string[]): ServerEvent[] => {
  const ofReply = { messageId, sessionId: sessionBegunBy(messageId) };
  return [
    { type: 'reply.started', ...ofReply, sequence: 0, spread: 'one-card', language: 'ko', cards: [card] },
    ...words.map((text, at) => ({ type: 'reply.delta' as const, ...ofReply, sequence: at + 1, text })),
    { type: 'reply.completed', ...ofReply, sequence: words.length + 1 },
  ];
};

export const accept = (system: System, { messageId }: SendMessage): void =>
  system.send({ type: 'message.accepted', messageId, sessionId: sessionBegunBy(messageId) });

/** Puts a reply into the history. */
export const store = (system: System, messageId: MessageId, status: Reply['status'], text = ''): void => {
  const sessionId = sessionBegunBy(messageId);
  const createdAt = '2026-01-01T00:00:00.000Z';
  const page: MessagePage = {
    sessionId,
    messages: [{ kind: 'reply', messageId, status, text, cards: [card], createdAt }],
  };
  system.pages.set(sessionId, page);
};

/** A question has reached the server. */
export const received = async (system: System): Promise<void> =>
  await vi.waitFor(() => expect(system.questions.length).toBeGreaterThan(0));

export const idsAsked = (system: System): MessageId[] => system.questions.map(({ messageId }) => messageId);
