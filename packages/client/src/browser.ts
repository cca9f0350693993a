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
  /** Runs `task` while no other tab of this origin runs one of that name; `waited` says that another one did until now. */
  readonly exclusively: <T>(name: string, task: (turn: { readonly waited: boolean }) => Promise<T>) => Promise<T>;
  /** The other tabs of this origin, and nobody else. */
  readonly otherTabs: {
    readonly tell: (news: unknown) => void;
    readonly onNews: (listener: (news: unknown) => void) => void;
  };
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
  exclusively: async (name, task) => {
    if (!('locks' in navigator)) return await task({ waited: false });
    const atOnce = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
      lock ? { done: await task({ waited: false }) } : undefined,
    );
    return atOnce ? atOnce.done : await navigator.locks.request(name, () => task({ waited: true }));
  },
  otherTabs: openTabs(),
  onWake: (listener) => {
    addEventListener('online', listener);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') listener();
    });
  },
  random: Math.random,
});

const openTabs = (): Browser['otherTabs'] => {
  const channel = new BroadcastChannel('tarotchat');
  return {
    tell: (news) => channel.postMessage(news),
    onNews: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
  };
};
