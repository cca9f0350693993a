import { type Browser, type Client, createClient, defaultTiming, type Timing } from '../src/index.ts';
import type { System } from './system.ts';

/** Node's own fetch and WebSocket, and what a page would see of its tab. */
export type TestBrowser = Browser & {
  readonly visited: string[];
  readonly replaced: string[];
  wake(): void;
  /** False: no request gets through. */
  online: boolean;
  failedFetches: number;
};

/** Tabs of one browser: they share a lock and hear each other's news, a moment late. */
export const aBrowserOfTabs = () => {
  const listeners = new Map<number, (news: unknown) => void>();
  let tabs = 0;
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  const exclusively: Browser['exclusively'] = async (_name, task) => {
    const waited = running > 0;
    running += 1;
    const run = last
      .then(() => task({ waited }))
      .finally(() => {
        running -= 1;
      });
    last = run.catch(() => undefined);
    return await run;
  };
  const enter = (): Browser['otherTabs'] => {
    tabs += 1;
    const me = tabs;
    return {
      tell: (news) => {
        for (const [tab, listener] of listeners) if (tab !== me) setTimeout(() => listener(structuredClone(news)), 5);
      },
      onNews: (listener) => void listeners.set(me, listener),
    };
  };
  return { exclusively, enter };
};

export const aBrowser = (origin: string, tabs = aBrowserOfTabs()): TestBrowser => {
  const stored = new Map<string, string>();
  const visited: string[] = [];
  const replaced: string[] = [];
  const wakers: (() => void)[] = [];
  const browser: TestBrowser = {
    origin,
    online: true,
    failedFetches: 0,
    fetch: async (input, init) => {
      if (browser.online) return await fetch(input, init);
      browser.failedFetches += 1;
      throw new TypeError('fetch failed');
    },
    WebSocket,
    loginStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    navigate: (url) => void visited.push(url),
    replaceUrl: (url) => void replaced.push(url),
    exclusively: tabs.exclusively,
    otherTabs: tabs.enter(),
    onWake: (listener) => void wakers.push(listener),
    random: () => 0.5,
    visited,
    replaced,
    wake: () => {
      for (const waker of wakers) waker();
    },
  };
  return browser;
};

export const aConfig = (origin: string) => ({
  clientId: 'client-1',
  hostedLoginUrl: `${origin}/cognito`,
  identityProvider: 'KakaoLogin',
  scopes: ['openid', 'profile'],
  redirectUri: `${origin}/login_test.html`,
  apiUrl: '/api',
  webSocketUrl: '/ws',
});

/** Waits of a test: those that must not matter are long, those of the way back are short. */
export const testTiming: Timing = {
  ...defaultTiming,
  backoffFirstMs: 20,
  backoffLastMs: 60,
  pollFirstMs: 20,
  pollLastMs: 40,
};

export const aClient = (
  system: System,
  timing: Partial<Timing> = {},
  tabs = aBrowserOfTabs(),
): { client: Client; browser: TestBrowser } => {
  const browser = aBrowser(system.origin, tabs);
  return { client: createClient(aConfig(system.origin), { browser, timing: { ...testTiming, ...timing } }), browser };
};
