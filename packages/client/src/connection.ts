import type { SendMessageInput, ServerEvent } from '@tarotchat/protocol';
import { isClientError } from './client-error.ts';
import { type DialDeps, type DialOutcome, dial } from './dial.ts';
import { createListeners } from './listeners.ts';
import { renewInBand } from './renew-in-band.ts';
import type { Socket } from './socket.ts';
import { backoffMs } from './timing.ts';

/**
 * - `closed`: not wanted, or signed out;
 * - `connecting`: first attempt, or the first one after a loss;
 * - `open`: questions go out;
 * - `offline`: an attempt failed, the next one is planned.
 */
export type ConnectionState = 'closed' | 'connecting' | 'open' | 'offline';

/**
 * A socket that is kept: opened again with jittered backoff after a loss, put under each new token while it is open, and
 * replaced where that fails or before API Gateway's two hours end it. The new socket is open before the old one is let
 * go.
 */
export type Connection = {
  state(): ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Calls back for each socket that opens, one that replaces an open one among them. */
  onOpen(listener: () => void): () => void;
  onEvent(listener: (event: ServerEvent) => void): () => void;
  open(): void;
  close(): void;
  /** False where no socket is open: nothing was sent. */
  send(message: SendMessageInput): boolean;
  /** Finds out now whether the socket still lives. */
  probe(): void;
  /** Replaces the socket with one of the newest token, held or not. */
  renew(): void;
  /** Puts planned replacements off while frames are awaited on this socket. Returns the way to release it. */
  hold(): () => void;
};

// The server's way to say that the token of this socket has run out (errorTable.AUTH_EXPIRED).
const authExpiredCloseCode = 4401;
// Longer than a reply may take (60 s): what holds longer waits for frames that will not come.
const holdAtMostMs = 90_000;

export const createConnection = (deps: DialDeps): Connection => {
  const { browser, login, timing } = deps;
  const states = createListeners<ConnectionState>();
  const opens = createListeners<void>();
  const events = createListeners<ServerEvent>();
  let state: ConnectionState = 'closed';
  let current: { readonly socket: Socket; readonly accessToken: string } | undefined;
  // Counts opens and closes: what was begun before the last of them is void.
  let era = 0;
  let dialling = false;
  let failures = 0;
  let holds = 0;
  let renewalDue = false;
  // The token that the open socket is being put under.
  let renewing: string | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let renewTimer: ReturnType<typeof setTimeout> | undefined;

  const become = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    states.tell(next);
  };

  const close = () => {
    era += 1;
    dialling = false;
    clearTimeout(retryTimer);
    clearTimeout(renewTimer);
    current?.socket.close();
    current = undefined;
    become('closed');
  };

  const connect = async (): Promise<void> => {
    if (dialling || state === 'closed') return;
    dialling = true;
    clearTimeout(retryTimer);
    const begunIn = era;
    const outcome = await dial(deps)({ onEvent: events.tell, onLost: (closeCode) => void lost(closeCode) });
    if (era === begunIn) await settle(outcome);
    else if (outcome.kind === 'open') outcome.socket.close();
  };

  const settle = async (outcome: DialOutcome): Promise<void> => {
    dialling = false;
    if (outcome.kind === 'open') return take(outcome);
    if (outcome.kind === 'signed-out') return close();
    // A second refusal in a row is not the token's fault any more.
    if (outcome.kind === 'unreachable' || failures > 0) return retryLater();
    failures += 1;
    await connect();
  };

  // No socket: the one that is being opened takes the newest token along.
  const goOnUnder = async (accessToken: string): Promise<void> => {
    const renewed = current;
    if (!renewed || renewed.accessToken === accessToken || renewing === accessToken) return;
    renewing = accessToken;
    const outcome = await renewInBand({ events, timing })(renewed.socket, accessToken);
    renewing = undefined;
    if (current?.socket !== renewed.socket) return;
    if (outcome === 'renewed') current = { socket: renewed.socket, accessToken };
    else renewWhenFree();
  };

  const take = ({ socket, accessToken }: Extract<DialOutcome, { kind: 'open' }>) => {
    current?.socket.close();
    current = { socket, accessToken };
    failures = 0;
    renewalDue = false;
    clearTimeout(renewTimer);
    renewTimer = setTimeout(renewWhenFree, timing.socketAgeMs - timing.socketAgeJitterMs * browser.random());
    become('open');
    opens.tell();
  };

  const retryLater = () => {
    if (!current) become('offline');
    const bounds = { firstMs: timing.backoffFirstMs, lastMs: timing.backoffLastMs };
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), backoffMs(failures, bounds, browser.random));
    failures += 1;
  };

  const lost = async (closeCode: number): Promise<void> => {
    const lostToken = current?.accessToken;
    const lostIn = era;
    current = undefined;
    clearTimeout(renewTimer);
    become('connecting');
    if (closeCode !== authExpiredCloseCode) {
      // Everybody loses the socket at once when a server goes: not everybody may come back at once.
      clearTimeout(retryTimer);
      retryTimer = setTimeout(() => void connect(), timing.backoffFirstMs * browser.random());
      return;
    }
    const refused = await login.refresh(lostToken).then(
      () => false,
      (error: unknown) => isClientError(error, 'REFRESH_REFUSED'),
    );
    if (era !== lostIn) return;
    if (refused) close();
    else await connect();
  };

  const renewWhenFree = () => {
    if (!current) return;
    renewalDue = true;
    clearTimeout(renewTimer);
    if (holds === 0) void connect();
    else renewTimer = setTimeout(() => void connect(), holdAtMostMs);
  };

  const hold = () => {
    let held = true;
    holds += 1;
    return () => {
      if (!held) return;
      held = false;
      holds -= 1;
      if (holds === 0 && renewalDue) void connect();
    };
  };

  login.onToken((accessToken) => void goOnUnder(accessToken));
  events.add((event) => {
    if (event.type !== 'session.expiring') return;
    // A token that came meanwhile is as good; where none can be had now, the login tries again by itself.
    login.refresh(current?.accessToken).then(goOnUnder, () => undefined);
  });
  login.onState(({ kind }) => kind === 'signed-out' && close());
  browser.onWake(() => (current ? current.socket.probe() : void connect()));

  return {
    state: () => state,
    onState: states.add,
    onOpen: opens.add,
    onEvent: events.add,
    open: () => {
      if (state !== 'closed') return;
      era += 1;
      failures = 0;
      become('connecting');
      void connect();
    },
    close,
    send: (message) => current?.socket.send(message) ?? false,
    probe: () => current?.socket.probe(),
    renew: () => void connect(),
    hold,
  };
};
