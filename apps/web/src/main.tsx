import { createClient, loadConfig } from '@tarotchat/client';
import { type SessionId, sessionIdSchema } from '@tarotchat/protocol';
import { render } from 'preact';
import * as z from 'zod/mini';
import { createActions } from './state/actions.ts';
import { initialState, reduce } from './state/app-state.ts';
import { pageProblemOf } from './state/problem.ts';
import { createStore } from './state/store.ts';
import { watchClient } from './state/watch-client.ts';
import { chosenLanguage, rememberLanguage } from './strings/chosen-language.ts';
import './styles/index.css';
import { App } from './views/app.tsx';

// Zod would try to compile its schemas, which the Content-Security-Policy rightly refuses and reports.
z.config({ jitless: true });

const sessionFragment = () => location.hash.slice(1);
const address = {
  href: () => location.href,
  sessionFragment,
  show: (sessionId?: SessionId) => {
    if (sessionFragment() === (sessionId ?? '')) return;
    history.pushState(null, '', sessionId ? `#${sessionId}` : location.pathname);
  },
};

const start = async (root: HTMLElement): Promise<void> => {
  const language = chosenLanguage({ storage: localStorage, preferred: navigator.languages });
  const store = createStore(initialState(language), reduce);
  try {
    const deps = {
      client: createClient(await loadConfig()),
      store,
      address,
      rememberLanguage: rememberLanguage.bind(undefined, localStorage),
    };
    const actions = createActions(deps);
    watchClient(deps, actions);
    addEventListener('popstate', () => actions.open(sessionIdSchema.safeParse(sessionFragment()).data));
    render(<App store={store} actions={actions} />, root);
    await actions.start();
  } catch (error) {
    store.tell({ type: 'problem-met', problem: pageProblemOf(error) });
    render(<App store={store} />, root);
  }
};

const root = document.getElementById('root');
if (root) void start(root);
