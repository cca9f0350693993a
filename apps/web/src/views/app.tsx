import { useEffect } from 'preact/hooks';
import type { Actions } from '../state/actions.ts';
import type { AppEvent, AppState } from '../state/app-state.ts';
import type { Store } from '../state/store.ts';
import { StringsContext, stringsOf } from '../strings/strings.ts';
import { ChatScreen } from './chat-screen.tsx';
import { LoginScreen } from './login-screen.tsx';
import { StartScreen } from './start-screen.tsx';
import { useStore } from './use-store.ts';

/** The whole page. Without `actions` there is nothing to be done but to show the problem and load the page again. */
export const App = ({ store, actions }: { store: Store<AppState, AppEvent>; actions?: Actions }) => {
  const state = useStore(store);
  const strings = stringsOf[state.language];

  useEffect(() => {
    document.documentElement.lang = state.language;
    document.title = strings.appName;
  }, [state.language, strings]);

  return (
    <StringsContext.Provider value={strings}>
      <Screen state={state} {...(actions && { actions })} />
    </StringsContext.Provider>
  );
};

const Screen = ({ state, actions }: { state: AppState; actions?: Actions }) => {
  if (!actions || state.login.kind === 'unknown') {
    return <StartScreen problem={state.problem} onRetry={() => (actions ? void actions.start() : location.reload())} />;
  }
  return state.login.kind === 'signed-in' ? (
    <ChatScreen state={state} actions={actions} />
  ) : (
    <LoginScreen state={state} actions={actions} />
  );
};
