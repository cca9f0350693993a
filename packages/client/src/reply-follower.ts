import type { MessageId, Reply, SendMessageInput, ServerEvent, SessionId } from '@tarotchat/protocol';
import { ClientError, type ClientErrorCode, isClientError } from './client-error.ts';
import type { Connection } from './connection.ts';
import type { LoginSession } from './login-session.ts';
import { createQuestionSender } from './question-sender.ts';
import { applyFrame, noProgress, type ReplyUpdate } from './reply-progress.ts';
import type { RestApi } from './rest-api.ts';
import { watchStoredReply } from './stored-reply.ts';
import type { Timing } from './timing.ts';
import { createUpdateStream } from './update-stream.ts';

export type FollowerDeps = {
  connection: Connection;
  login: LoginSession;
  rest: RestApi;
  timing: Timing;
  random: () => number;
};

const isLast = ({ kind }: ReplyUpdate): boolean => kind === 'completed' || kind === 'stopped' || kind === 'failed';

/** The reply to follow; with `message`, the question is sent first. */
export type Followed = {
  readonly sessionId: SessionId;
  readonly messageId: MessageId;
  readonly message?: SendMessageInput;
};

// A server that refuses a fresh token twice will refuse the next one: its clock and ours disagree.
const expiriesAtMost = 2;

/**
 * Follows one reply to its end over whatever happens to the socket: a question that was not accepted is sent again
 * under its id (the server starts nothing twice), a reply whose frames stay away is looked up by REST.
 */
export const followReply = (deps: FollowerDeps, followed: Followed): AsyncIterableIterator<ReplyUpdate> => {
  const { connection, timing } = deps;
  const sender = followed.message && createQuestionSender(connection, followed.message, timing.acceptTimeoutMs);
  let progress = noProgress;
  let accepted = sender === undefined;
  let cardsShown = false;
  let expiries = 0;
  let over = false;

  const finish = () => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    sender?.stop();
    stored.stop();
    for (const leave of leaves) leave();
    stream.end();
  };
  const stream = createUpdateStream(finish);

  const push = (update: ReplyUpdate) => {
    if (over) return;
    if (update.kind === 'started') cardsShown = true;
    stream.push(update);
    if (isLast(update)) finish();
  };
  const fail = (code: ClientErrorCode, retryAfterSeconds?: number) =>
    push({
      kind: 'failed',
      code,
      message: new ClientError(code).message,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });

  const accept = () => {
    sender?.stop();
    if (!accepted) push({ kind: 'accepted' });
    accepted = true;
  };

  const takeStored = ({ status, cards, text, errorCode, retryAfterSeconds }: Reply) => {
    if (!cardsShown && cards.length > 0) push({ kind: 'started', cards });
    if (status === 'completed') push({ kind: 'completed', text, cards });
    if (status === 'stopped') push({ kind: 'stopped', text, cards });
    if (status === 'failed') fail(errorCode ?? 'READING_FAILED', retryAfterSeconds);
  };
  const stored = watchStoredReply(
    { ...deps, ...followed },
    { reply: takeStored, signedOut: () => fail('REFRESH_REFUSED') },
  );

  const refuse = (event: Extract<ServerEvent, { type: 'error' }>) => {
    sender?.stop();
    if (event.code === 'AUTH_EXPIRED' && expiries < expiriesAtMost) {
      // The socket outlived its token: the question goes out again on a new one.
      expiries += 1;
      accepted = false;
      deps.login.refresh().then(connection.renew, (error) => fail(isClientError(error) ? error.code : 'INTERNAL'));
      return;
    }
    const { code, message, retryAfterSeconds } = event;
    push({ kind: 'failed', code, message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
  };

  const hear = (event: ServerEvent) => {
    if (!('messageId' in event) || event.messageId !== followed.messageId) return;
    if (event.type === 'error') return refuse(event);
    accept();
    const step = event.type === 'message.accepted' ? { progress, updates: [] } : applyFrame(progress, event);
    // A frame beyond a gap is no news: only what can be shown puts the look into the history off.
    if (step.updates.length > 0 || event.type === 'message.accepted') stored.lookAfter(timing.silenceMs);
    progress = step.progress;
    for (const update of step.updates) push(update);
  };

  const onOpen = () => {
    if (accepted) stored.lookAfter(0);
    else sender?.send();
  };

  const patience = setTimeout(() => fail('TIMEOUT'), timing.patienceMs);
  const leaves = [
    connection.hold(),
    connection.onEvent(hear),
    connection.onOpen(onOpen),
    connection.onState((state) => state === 'closed' && fail('UNAUTHENTICATED')),
  ];
  if (connection.state() === 'closed') fail('UNAUTHENTICATED');
  else onOpen();
  return stream.updates;
};
