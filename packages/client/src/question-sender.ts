import type { SendMessageInput } from '@tarotchat/protocol';
import type { Connection } from './connection.ts';

/** Sends one question until it is taken. */
export type QuestionSender = {
  /** Sends it, and again under the same id for as long as nobody says that it was taken. */
  send(): void;
  /** It was taken, or nobody waits any more. */
  stop(): void;
};

export const createQuestionSender = (
  connection: Connection,
  message: SendMessageInput,
  acceptTimeoutMs: number,
): QuestionSender => {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = () => {
    clearTimeout(timer);
    // Without a socket the next one that opens brings the question along.
    if (!connection.send(message)) return;
    timer = setTimeout(() => {
      connection.probe();
      send();
    }, acceptTimeoutMs);
  };

  return { send, stop: () => clearTimeout(timer) };
};
