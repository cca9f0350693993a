import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Actions } from '../state/actions.ts';
import type { AppState } from '../state/app-state.ts';
import { isRunning } from '../state/turn.ts';
import { useStrings } from '../strings/strings.ts';
import { Composer } from './composer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ConversationView } from './conversation-view.tsx';
import { MenuIcon, PlusIcon } from './icons.tsx';
import { LanguageToggle } from './language-toggle.tsx';
import { ProblemNote } from './problem-note.tsx';
import { SessionPanel } from './session-panel.tsx';

/** Sessions at the side, the open one in the middle, the question below. */
export const ChatScreen = ({ state, actions }: { state: AppState; actions: Actions }) => {
  const strings = useStrings();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const conversation = state.openSessionId && state.conversations.get(state.openSessionId);
  const [draft, setDraft] = useState('');

  const closeDrawer = () => setDrawerOpen(false);
  const begin = () => {
    setDrawerOpen(false);
    actions.open();
    // After the drawer has let go of the stage.
    requestAnimationFrame(focusQuestion);
  };
  useDrawerKeys(drawerOpen, closeDrawer);
  useFocusAfterDrawer(drawerOpen, menuButton);

  return (
    <div class="chat">
      <button type="button" class="skip-link" onClick={focusQuestion}>
        {strings.skipToQuestion}
      </button>
      <SessionPanel state={state} actions={actions} drawerOpen={drawerOpen} onClose={closeDrawer} onNew={begin} />
      {drawerOpen && <div class="drawer-shade" onClick={closeDrawer} aria-hidden="true" />}
      <div class="stage" inert={drawerOpen}>
        <header class="bar">
          <button
            ref={menuButton}
            type="button"
            class="icon-button narrow-only"
            aria-label={strings.openSessions}
            aria-expanded={drawerOpen}
            data-testid="open-sessions"
            onClick={() => setDrawerOpen(true)}
          >
            <MenuIcon />
          </button>
          <h1 class="bar-name">{strings.appName}</h1>
          <LanguageToggle language={state.language} onChoose={actions.chooseLanguage} />
          <button type="button" class="icon-button narrow-only" aria-label={strings.newSession} onClick={begin}>
            <PlusIcon />
          </button>
        </header>
        <ConnectionBanner connection={state.connection} />
        {state.problem && <ProblemNote problem={state.problem} onDismiss={actions.dismissProblem} />}
        <ConversationView key={state.openSessionId ?? 'new'} state={state} actions={actions} onExample={setDraft} />
        <Composer
          draft={draft}
          onDraft={setDraft}
          followsUp={(conversation?.turns.length ?? 0) > 0}
          busy={conversation?.turns.some(isRunning) ?? false}
          onAsk={actions.ask}
        />
      </div>
    </div>
  );
};

// No link: its fragment would stand where the address names the open session.
const focusQuestion = () => document.getElementById('question')?.focus();

const useDrawerKeys = (open: boolean, close: () => void) => {
  useLayoutEffect(() => {
    if (!open) return;
    // A dialog above the drawer takes its own Escape.
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key === 'Escape' && !(target instanceof Element && target.closest('dialog'))) close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
};

// Only once it is closed: until then the button behind it is inert. Whoever went elsewhere stays there.
const useFocusAfterDrawer = (open: boolean, button: RefObject<HTMLButtonElement | null>) => {
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (wasOpen.current && !open && document.activeElement?.id !== 'question') button.current?.focus();
    wasOpen.current = open;
  }, [open]);
};
