import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Actions } from '../state/actions.ts';
import type { AppState } from '../state/app-state.ts';
import { useStrings } from '../strings/strings.ts';
import { ProblemNote } from './problem-note.tsx';
import { ReadingAnnouncer } from './reading-announcer.tsx';
import { TurnView } from './turn-view.tsx';
import { Welcome } from './welcome.tsx';

type Props = { state: AppState; actions: Actions; onExample: (question: string) => void };

/** The open session, or the welcome of a new one. */
export const ConversationView = ({ state, actions, onExample }: Props) => {
  const strings = useStrings();
  const { openSessionId } = state;
  const conversation = openSessionId && state.conversations.get(openSessionId);
  const turns = conversation?.turns ?? [];
  const scroller = useStickyScroll(turns.length);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <main ref={scroller} class="conversation" aria-label={strings.conversation} tabIndex={0}>
      <div class="conversation-column">
        {!openSessionId && <Welcome onExample={onExample} />}
        {conversation?.status === 'loading' && <p class="conversation-note">{strings.conversationLoading}</p>}
        {turns.map((turn) => (
          <TurnView key={turn.messageId} turn={turn} onAskAgain={() => actions.askAgain(turn)} />
        ))}
        {openSessionId && conversation?.problem && (
          <ProblemNote
            problem={conversation.problem}
            action={
              conversation.problem.code === 'SESSION_NOT_FOUND'
                ? { label: strings.newSession, run: () => actions.open() }
                : { label: strings.tryAgain, run: () => void actions.reload(openSessionId) }
            }
          />
        )}
      </div>
      <ReadingAnnouncer turn={turns.at(-1)} />
    </main>
  );
};

/** Stays at the end while it grows, as long as the person has not scrolled away from it; goes there for a new turn. */
const useStickyScroll = (turnCount: number) => {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    atEnd.current = true;
  }, [turnCount]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current && turnCount > 0) element.scrollTop = element.scrollHeight;
  });

  return scroller;
};
