import type { LoginState } from '@tarotchat/client';
import { type ServerEvent, sessionIdSchema } from '@tarotchat/protocol';
import type { ActionDeps, Actions } from './actions.ts';

/** Brings what happens by itself into the store: logins that begin and end, the socket, replies asked elsewhere. */
export const watchClient = ({ client, store, address }: ActionDeps, actions: Actions): void => {
  const onLogin = (login: LoginState) => {
    const before = store.get().login.kind;
    store.tell({ type: 'login-changed', login });
    if (login.kind !== 'signed-in' || before === 'signed-in') return;
    client.connect();
    void actions.loadSessions();
    const addressed = sessionIdSchema.safeParse(address.sessionFragment());
    if (addressed.success) actions.open(addressed.data);
  };

  // Another tab or device of the same person asks: this one learns of the session, and of the reply when it is whole.
  const onEvent = (event: ServerEvent) => {
    if (event.type !== 'reply.started' && event.type !== 'reply.completed') return;
    const { conversations, openSessionId } = store.get();
    const turns = conversations.get(event.sessionId)?.turns ?? [];
    if (turns.some(({ messageId }) => messageId === event.messageId)) return;
    void actions.loadSessions();
    if (event.type === 'reply.completed' && event.sessionId === openSessionId) void actions.reload(event.sessionId);
  };

  client.login.onState(onLogin);
  client.connection.onState((connection) => store.tell({ type: 'connection-changed', connection }));
  client.connection.onEvent(onEvent);
};
