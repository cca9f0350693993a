import { type Browser, type Client, createClient, defaultTiming, type Timing } from '../src/index.ts';
import type { System } from './system.ts';

/** Node's own fetch and WebSocket, and what a page would see of its tab. */
export type TestBrowser = Browser & {
  readonly visited: string[];
  readonly replaced: string[];
  wake(): void;
};

export const aBrowser = (origin: string): TestBrowser => {
  const stored = new Map<string, string>();
  const visited: string[] = [];
  const replaced: string[] = [];
  const wakers: (() => void)[] = [];
  return {
    origin,
    fetch: (input, init) => fetch(input, init),
    WebSocket,
    loginStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    navigate: (url) => void visited.push(url),
    replaceUrl: (url) => void replaced.push(url),
    exclusively: async (_name, task) => await task(),
    onWake: (listener) => void wakers.push(listener),
    random: () => 0.5,
    visited,
    replaced,
    wake: () => {
      for (const waker of wakers) waker();
    },
  };
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

export const aClient = (system: System, timing: Partial<Timing> = {}): { client: Client; browser: TestBrowser } => {
  const browser = aBrowser(system.origin);
  return { client: createClient(aConfig(system.origin), { browser, timing: { ...testTiming, ...timing } }), browser };
};
