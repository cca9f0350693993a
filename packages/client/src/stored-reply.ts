import type { MessageId, Reply, SessionId } from '@tarotchat/protocol';
import { isClientError } from './client-error.ts';
import type { RestApi } from './rest-api.ts';
import { backoffMs, type Timing } from './timing.ts';

type StoredReplyDeps = {
  rest: RestApi;
  timing: Timing;
  random: () => number;
  sessionId: SessionId;
  messageId: MessageId;
};

/** Looks for one reply in the history, again and again with growing waits, until it is told to stop. */
export type StoredReplyWatch = {
  /** Begins to look after `waitMs`; what was planned before is dropped. */
  lookAfter(waitMs: number): void;
  stop(): void;
};

/** `onReply` gets every sight of the reply; `onSignedOut` ends the watch. */
export const watchStoredReply = (
  deps: StoredReplyDeps,
  on: { reply: (reply: Reply) => void; signedOut: () => void },
): StoredReplyWatch => {
  const find = storedReplyFinder(deps);
  const bounds = { firstMs: deps.timing.pollFirstMs, lastMs: deps.timing.pollLastMs };
  let timer: ReturnType<typeof setTimeout> | undefined;
  // An answer of an earlier round must not plan over a later one.
  let round = 0;

  const stop = () => {
    round += 1;
    clearTimeout(timer);
  };

  const look = async (looks: number, ofRound: number): Promise<void> => {
    const found = await find().catch((error: unknown) => (isClientError(error, 'REFRESH_REFUSED') ? error : undefined));
    if (round !== ofRound) return;
    if (isClientError(found)) return on.signedOut();
    if (found) on.reply(found);
    if (round === ofRound) {
      timer = setTimeout(() => void look(looks + 1, ofRound), backoffMs(looks, bounds, deps.random));
    }
  };

  return {
    lookAfter: (waitMs) => {
      stop();
      const ofRound = round;
      timer = setTimeout(() => void look(0, ofRound), waitMs);
    },
    stop,
  };
};

// Sessions grow at their end, so the last page seen is where the next look begins.
const storedReplyFinder = ({ rest, sessionId, messageId }: StoredReplyDeps) => {
  let cursor: string | undefined;

  return async (): Promise<Reply | undefined> => {
    while (true) {
      const page = await rest.getMessages(sessionId, cursor === undefined ? {} : { cursor });
      for (const message of page.messages) {
        if (message.kind === 'reply' && message.messageId === messageId) return message;
      }
      if (page.nextCursor === undefined) return undefined;
      cursor = page.nextCursor;
    }
  };
};
