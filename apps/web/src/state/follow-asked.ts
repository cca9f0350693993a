import type { ReplyUpdate } from '@tarotchat/client';
import type { MessageId, SessionId } from '@tarotchat/protocol';
import type { AppEvent, AppState } from './app-state.ts';
import type { Store } from './store.ts';

type Asked = {
  readonly sessionId: SessionId;
  readonly messageId: MessageId;
  readonly updates: AsyncIterable<ReplyUpdate>;
};

/** Tells the store what happens to a question until its reply has ended, or its session is deleted. */
export const followAsked =
  (store: Store<AppState, AppEvent>) =>
  async ({ sessionId, messageId, updates }: Asked, listChanged: () => Promise<void>): Promise<void> => {
    for await (const update of updates) {
      if (!store.get().conversations.has(sessionId)) return;
      store.tell({ type: 'reply-updated', sessionId, messageId, update });
      // The list has a new first line once the cards are drawn: the session is stored with them.
      if (update.kind === 'started') void listChanged();
    }
  };
