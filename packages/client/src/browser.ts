/** What this package takes from the browser; a test on Node hands over its own. */
export type Browser = {
  /** Origin that relative addresses of the configuration belong to. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
  /** Survives the way to the login page and back: PKCE verifier and state live here, tokens never do. */
  readonly loginStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Leaves the page. */
  readonly navigate: (url: string) => void;
  /** Changes the address without a new entry in the history. */
  readonly replaceUrl: (url: string) => void;
  /** Runs `task` while no other tab of this origin runs one of that name. */
  readonly exclusively: <T>(name: string, task: () => Promise<T>) => Promise<T>;
  /** Calls back when waiting makes no sense any more: the network is back, or the page is looked at again. */
  readonly onWake: (listener: () => void) => void;
  /** Uniform in [0, 1); for jitter only. */
  readonly random: () => number;
};

/** The browser this code runs in. */
export const thisBrowser = (): Browser => ({
  origin: location.origin,
  fetch: (input, init) => fetch(input, init),
  WebSocket,
  loginStorage: sessionStorage,
  navigate: (url) => location.assign(url),
  replaceUrl: (url) => history.replaceState(null, '', url),
  // Tabs share the refresh cookie: two refreshes at once would race where the provider rotates it.
  // Web Locks are missing outside secure contexts.
  exclusively: async (name, task) => ('locks' in navigator ? await navigator.locks.request(name, task) : await task()),
  onWake: (listener) => {
    addEventListener('online', listener);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') listener();
    });
  },
  random: Math.random,
});
