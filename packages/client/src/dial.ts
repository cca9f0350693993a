import type { ServerEvent } from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import { isClientError } from './client-error.ts';
import type { LoginSession } from './login-session.ts';
import { openSocket, type Socket } from './socket.ts';
import type { Timing } from './timing.ts';

/** How one attempt to open a socket went. */
export type DialOutcome =
  | { readonly kind: 'open'; readonly socket: Socket; readonly accessToken: string }
  /** The token was the reason, and there is a fresh one now. */
  | { readonly kind: 'token-renewed' }
  /** The login has ended. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' };

export type DialDeps = {
  browser: Browser;
  url: string;
  login: LoginSession;
  /** One authorized REST call: browsers hide why a handshake was refused, this one says it. */
  askWhy: () => Promise<unknown>;
  timing: Timing;
};

type DialObserver = {
  readonly onEvent: (event: ServerEvent) => void;
  /** The open socket ended. */
  readonly onLost: (closeCode: number) => void;
};

/** Opens one socket with a good token; where that fails, finds out why. Never throws. */
export const dial =
  (deps: DialDeps) =>
  async (observer: DialObserver): Promise<DialOutcome> => {
    try {
      const accessToken = await deps.login.accessToken();
      const socket = await handshake(deps, accessToken, observer);
      if (socket) return { kind: 'open', socket, accessToken };

      await deps.askWhy();
      return { kind: (await deps.login.accessToken()) === accessToken ? 'unreachable' : 'token-renewed' };
    } catch (error) {
      return { kind: isClientError(error, 'REFRESH_REFUSED') ? 'signed-out' : 'unreachable' };
    }
  };

const handshake = async (deps: DialDeps, accessToken: string, observer: DialObserver): Promise<Socket | undefined> =>
  await new Promise((resolve) => {
    const socket = openSocket(deps)(accessToken, {
      onOpen: () => resolve(socket),
      onEvent: observer.onEvent,
      onEnd: ({ opened, closeCode }) => (opened ? observer.onLost(closeCode) : resolve(undefined)),
    });
  });
