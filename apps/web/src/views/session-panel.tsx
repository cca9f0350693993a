import type { Session } from '@tarotchat/protocol';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Actions } from '../state/actions.ts';
import type { AppState } from '../state/app-state.ts';
import { useStrings } from '../strings/strings.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { CloseIcon, PlusIcon, TrashIcon } from './icons.tsx';

type Props = {
  state: AppState;
  actions: Actions;
  drawerOpen: boolean;
  onClose: () => void;
  onNew: () => void;
};

/** Past sessions: a column on wide screens, a drawer on narrow ones. */
export const SessionPanel = ({ state, actions, drawerOpen, onClose, onNew }: Props) => {
  const strings = useStrings();
  const closeButton = useRef<HTMLButtonElement>(null);
  const newButton = useRef<HTMLButtonElement>(null);
  const [toDelete, setToDelete] = useState<Session>();
  const name = state.login.kind === 'signed-in' ? state.login.displayName : undefined;

  useLayoutEffect(() => {
    if (drawerOpen) closeButton.current?.focus();
  }, [drawerOpen]);

  return (
    <aside class={drawerOpen ? 'panel panel-open' : 'panel'} aria-label={strings.sessions}>
      <div class="panel-head">
        <button ref={newButton} type="button" class="new-button" data-testid="new-session" onClick={onNew}>
          <PlusIcon />
          {strings.newSession}
        </button>
        <button
          ref={closeButton}
          type="button"
          class="icon-button narrow-only"
          aria-label={strings.closeSessions}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </div>
      <SessionList state={state} actions={actions} onOpened={onClose} onDelete={setToDelete} />
      <div class="panel-foot">
        {name && <span class="person">{strings.greeting(name)}</span>}
        <button type="button" class="quiet-button" data-testid="logout" onClick={() => void actions.logOut()}>
          {strings.logout}
        </button>
        <button
          type="button"
          class="quiet-button"
          data-testid="logout-everywhere"
          onClick={() => void actions.logOutEverywhere()}
        >
          {strings.logoutEverywhere}
        </button>
      </div>
      {toDelete && (
        <DeleteDialog
          session={toDelete}
          onCancel={() => setToDelete(undefined)}
          onConfirm={() => {
            setToDelete(undefined);
            // The button that asked is about to go with its session.
            newButton.current?.focus();
            void actions.remove(toDelete.sessionId);
          }}
        />
      )}
    </aside>
  );
};

type ListProps = {
  state: AppState;
  actions: Actions;
  onOpened: () => void;
  onDelete: (session: Session) => void;
};

const SessionList = ({ state: { sessions, openSessionId, language }, actions, onOpened, onDelete }: ListProps) => {
  const strings = useStrings();
  const { status, items, nextCursor } = sessions;
  if (status === 'loading') return <p class="panel-note">{strings.sessionsLoading}</p>;
  if (items.length === 0) return <p class="panel-note">{strings.sessionsEmpty}</p>;

  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  return (
    <nav class="panel-list" aria-label={strings.sessions}>
      <ul>
        {items.map((session) => (
          <li key={session.sessionId} class="session">
            <button
              type="button"
              class="session-open"
              data-testid="session-item"
              data-session-id={session.sessionId}
              aria-current={session.sessionId === openSessionId ? 'page' : undefined}
              onClick={() => {
                actions.open(session.sessionId);
                onOpened();
              }}
            >
              <span class="session-title">{session.title}</span>
              <time class="session-time" dateTime={session.updatedAt}>
                {day.format(new Date(session.updatedAt))}
              </time>
            </button>
            <button
              type="button"
              class="icon-button session-delete"
              data-testid="delete-session"
              aria-label={strings.deleteSession(session.title)}
              onClick={() => onDelete(session)}
            >
              <TrashIcon />
            </button>
          </li>
        ))}
      </ul>
      {nextCursor !== undefined && (
        <button type="button" class="quiet-button more" onClick={() => void actions.loadSessions(nextCursor)}>
          {strings.moreSessions}
        </button>
      )}
    </nav>
  );
};
