import { type TokenAnswer, tokenAnswerSchema } from '@tarotchat/protocol';
import type { Browser } from './browser.ts';
import { ClientError, isClientError } from './client-error.ts';
import { createListeners } from './listeners.ts';
import { ownHeaders, parseAnswer, refusalOf, request } from './request.ts';
import { type TabNews, tabNewsSchema } from './tab-news.ts';
import type { Timing } from './timing.ts';

/** Who is logged in here. `unknown` until the first answer of the server. */
export type LoginState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly displayName?: string };

/**
 * The login of this tab. The access token is held in memory only; the refresh token is an HttpOnly cookie that no
 * script sees. Refreshing is single-flight: any number of callers, in any number of tabs, cause one request. It happens
 * by itself before the token expires, again and again where there is no network, and at once when there is again.
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
  /** The same here and in the other tabs. */
  endInAllTabs(): void;
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
  let renewalDueMs = Number.POSITIVE_INFINITY;
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

  const plan = (waitMs: number) => {
    clearTimeout(renewal);
    renewalDueMs = deps.now() + waitMs;
    renewal = setTimeout(() => void renew(), waitMs);
  };

  const renew = async (): Promise<void> => {
    // A refused refresh has ended the login; whatever else stood in its way may be gone by then.
    await refresh().catch(() => held && plan(deps.timing.refreshRetryMs));
  };

  const adopt = (answer: TokenAnswer) => {
    generation += 1;
    const lifeMs = answer.expiresInSeconds * 1_000;
    held = { accessToken: answer.accessToken, expiresAtMs: deps.now() + lifeMs };
    plan(Math.max(lifeMs - deps.timing.refreshAheadMs, lifeMs / 2));
    const name = answer.displayName ?? (state.kind === 'signed-in' ? state.displayName : undefined);
    become({ kind: 'signed-in', ...(name !== undefined && { displayName: name }) });
    tokens.tell(answer.accessToken);
  };

  const refreshOnce = async (): Promise<string> => {
    const begunIn = generation;
    const isPast = () => generation !== begunIn;
    try {
      await deps.browser.exclusively('tarotchat.refresh', async ({ waited }) => {
        // Another tab has refreshed while this one waited: what it got is on its way here.
        if (waited) await new Promise((resolve) => setTimeout(resolve, deps.timing.tabNewsMs));
        if (isPast()) return;
        const answer = await fetchRefreshed(deps);
        if (isPast()) return;
        adopt(answer);
        tell({ kind: 'refreshed', answer });
      });
      return held?.accessToken ?? raise('REFRESH_REFUSED');
    } catch (error) {
      if (isClientError(error, 'REFRESH_REFUSED') && !isPast()) end();
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

  const tell = (news: TabNews) => deps.browser.otherTabs.tell(news);
  deps.browser.otherTabs.onNews((data) => {
    const news = tabNewsSchema.safeParse(data).data;
    // A tab in which nobody is logged in stays so: whether to go on there is the person's to say.
    if (state.kind === 'signed-out') return;
    if (news?.kind === 'refreshed') adopt(news.answer);
    if (news?.kind === 'signed-out') end();
  });
  // Timers of a sleeping machine come late.
  deps.browser.onWake(() => {
    if (held && renewalDueMs <= deps.now()) void renew();
  });

  return {
    state: () => state,
    onState: states.add,
    onToken: tokens.add,
    accessToken: async () => (held && held.expiresAtMs > deps.now() ? held.accessToken : await refresh()),
    refresh,
    adopt,
    end,
    endInAllTabs: () => {
      end();
      tell({ kind: 'signed-out' });
    },
  };
};

const fetchRefreshed = async ({ browser, refreshUrl, timing }: SessionDeps): Promise<TokenAnswer> => {
  const send = request({ fetch: browser.fetch, timeoutMs: timing.requestTimeoutMs });
  const response = await send(refreshUrl, { method: 'POST', headers: ownHeaders });
  if (response.status === 401) throw new ClientError('REFRESH_REFUSED');
  if (!response.ok) throw await refusalOf(response);
  return await parseAnswer(tokenAnswerSchema)(response);
};

const raise = (code: 'REFRESH_REFUSED'): never => {
  throw new ClientError(code);
};
