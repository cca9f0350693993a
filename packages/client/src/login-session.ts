import { type TokenAnswer, tokenAnswerSchema } from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import { ClientError, isClientError } from './client-error.ts';
import { createListeners } from './listeners.ts';
import { parseAnswer, refusalOf, request } from './request.ts';
import type { Timing } from './timing.ts';

/** Who is logged in here. `unknown` until the first answer of the server. */
export type LoginState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly displayName?: string };

/**
 * The login of this tab. The access token is held in memory only; the refresh token is an HttpOnly cookie that no
 * script sees. Refreshing is single-flight: any number of callers cause one request.
 */
export type LoginSession = {
  state(): LoginState;
  /** Calls back on every change of the state. */
  onState(listener: (state: LoginState) => void): () => void;
  /** Calls back with each new access token. */
  onToken(listener: (accessToken: string) => void): () => void;
  /** A token with life left, refreshed if need be. @throws ClientError REFRESH_REFUSED, OFFLINE */
  accessToken(): Promise<string>;
  /** A new token. `unlessNewerThan`: one that has come since is as good. @throws ClientError REFRESH_REFUSED, OFFLINE */
  refresh(unlessNewerThan?: string): Promise<string>;
  /** Takes the answer of a login. */
  adopt(answer: TokenAnswer): void;
  /** Forgets the token. */
  end(): void;
};

type Held = { readonly accessToken: string; readonly expiresAtMs: number };
type SessionDeps = { browser: Browser; refreshUrl: string; timing: Timing; now: () => number };

export const createLoginSession = (deps: SessionDeps): LoginSession => {
  const states = createListeners<LoginState>();
  const tokens = createListeners<string>();
  let state: LoginState = { kind: 'unknown' };
  let held: Held | undefined;
  let inFlight: Promise<string> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  // An answer that arrives after a logout or a new login is of the past.
  let generation = 0;

  const become = (next: LoginState) => {
    state = next;
    states.tell(next);
  };

  const end = () => {
    generation += 1;
    clearTimeout(renewal);
    held = undefined;
    if (state.kind !== 'signed-out') become({ kind: 'signed-out' });
  };

  const adopt = (answer: TokenAnswer) => {
    generation += 1;
    const lifeMs = answer.expiresInSeconds * 1_000;
    held = { accessToken: answer.accessToken, expiresAtMs: deps.now() + lifeMs };
    clearTimeout(renewal);
    renewal = setTimeout(
      () => void refresh().catch(() => undefined),
      Math.max(lifeMs - deps.timing.refreshAheadMs, lifeMs / 2),
    );
    const name = answer.displayName ?? (state.kind === 'signed-in' ? state.displayName : undefined);
    become({ kind: 'signed-in', ...(name !== undefined && { displayName: name }) });
    tokens.tell(answer.accessToken);
  };

  const refreshOnce = async (): Promise<string> => {
    const begunIn = generation;
    try {
      const answer = await fetchRefreshed(deps);
      if (generation !== begunIn) return held?.accessToken ?? raise('REFRESH_REFUSED');
      adopt(answer);
      return answer.accessToken;
    } catch (error) {
      if (isClientError(error, 'REFRESH_REFUSED') && generation === begunIn) end();
      throw error;
    }
  };

  const refresh = async (unlessNewerThan?: string): Promise<string> => {
    if (unlessNewerThan !== undefined && held && held.accessToken !== unlessNewerThan) return held.accessToken;
    inFlight ??= refreshOnce().finally(() => {
      inFlight = undefined;
    });
    return await inFlight;
  };

  return {
    state: () => state,
    onState: states.add,
    onToken: tokens.add,
    accessToken: async () => (held && held.expiresAtMs > deps.now() ? held.accessToken : await refresh()),
    refresh,
    adopt,
    end,
  };
};

const fetchRefreshed = async ({ browser, refreshUrl, timing }: SessionDeps): Promise<TokenAnswer> =>
  await browser.exclusively('tarotchat.refresh', async () => {
    const send = request({ fetch: browser.fetch, timeoutMs: timing.requestTimeoutMs });
    const response = await send(refreshUrl, { method: 'POST' });
    if (response.status === 401) throw new ClientError('REFRESH_REFUSED');
    if (!response.ok) throw await refusalOf(response);
    return await parseAnswer(tokenAnswerSchema)(response);
  });

const raise = (code: 'REFRESH_REFUSED'): never => {
  throw new ClientError(code);
};
