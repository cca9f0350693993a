import type { ReplyUpdate } from '@tarotchat/client';
import type { ErrorCode } from '@tarotchat/errors';
import type { DrawnCard, Language, MessageId, MessagePage, SpreadId } from '@tarotchat/protocol';
import type { PageProblem } from './problem.ts';

/**
 * - `sending`: not yet taken by the server; - `accepted`: taken, no cards yet; - `writing`: cards drawn, words come;
 * - `stopped`: the person signed out everywhere meanwhile.
 */
export type ReplyStatus = 'sending' | 'accepted' | 'writing' | 'completed' | 'stopped' | 'failed';

/** A question and its reply. */
export type Turn = {
  readonly messageId: MessageId;
  readonly question: string;
  readonly spread: SpreadId;
  /** That of the question, and so of the reading. */
  readonly language: Language;
  readonly status: ReplyStatus;
  readonly cards: readonly DrawnCard[];
  readonly text: string;
  /** With status `failed`. */
  readonly problem?: PageProblem;
};

export const newTurn = (asked: Pick<Turn, 'messageId' | 'question' | 'spread' | 'language'>): Turn => ({
  ...asked,
  status: 'sending',
  cards: [],
  text: '',
});

export const isRunning = ({ status }: Turn): boolean => !['completed', 'stopped', 'failed'].includes(status);

/** The turn after one piece of news of its reply. */
export const updateTurn = (turn: Turn, update: ReplyUpdate): Turn => {
  switch (update.kind) {
    case 'accepted':
      return { ...turn, status: 'accepted' };
    case 'started':
      return { ...turn, status: 'writing', cards: update.cards, text: '' };
    case 'text':
      return { ...turn, status: 'writing', text: update.text };
    case 'completed':
    case 'stopped':
      return { ...turn, status: update.kind, text: update.text, cards: update.cards };
    case 'failed': {
      const { code, retryAfterSeconds } = update;
      return {
        ...turn,
        status: 'failed',
        problem: { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
      };
    }
  }
};

/** Turns of the messages of a session: each question with the reply of the same id. */
export const turnsOf = (messages: MessagePage['messages']): Turn[] => {
  const turns = new Map<MessageId, Turn>();
  for (const message of messages) {
    if (message.kind === 'question') {
      const { messageId, text, spread, language } = message;
      turns.set(messageId, { ...newTurn({ messageId, question: text, spread, language }), status: 'accepted' });
      continue;
    }
    const turn = turns.get(message.messageId);
    if (!turn) continue;
    const { status, cards, text, errorCode } = message;
    // The time to wait was told when it was refused; by now it says nothing.
    const problem = status === 'failed' ? { code: errorCode ?? ('READING_FAILED' as const) } : undefined;
    turns.set(message.messageId, { ...turn, status, cards, text, ...(problem && { problem }) });
  }
  return [...turns.values()];
};

/** True where the server knows the session of these turns: at least one question was taken and kept. */
export const isStored = (turns: readonly Turn[]): boolean =>
  turns.some(
    ({ cards, status, problem }) =>
      cards.length > 0 || status === 'completed' || keptFailures.some((code) => code === problem?.code),
  );

const keptFailures: readonly ErrorCode[] = ['READING_FAILED', 'TOO_MANY_REQUESTS'];
