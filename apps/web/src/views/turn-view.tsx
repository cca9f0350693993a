import { CardBack } from '../cards/card-face.tsx';
import type { Turn } from '../state/turn.ts';
import { useStrings } from '../strings/strings.ts';
import { ProblemNote } from './problem-note.tsx';
import { SpreadTable } from './spread-table.tsx';

/** A question, its cards, its reading. */
export const TurnView = ({ turn, onAskAgain }: { turn: Turn; onAskAgain: () => void }) => {
  const strings = useStrings();
  const headingId = `question-${turn.messageId}`;
  const writing = turn.status === 'writing';
  return (
    <article class="turn" aria-labelledby={headingId}>
      <h2 class="turn-question" id={headingId} lang={turn.language}>
        {turn.question}
      </h2>
      <div class="reading" data-testid="reading" data-status={turn.status} aria-busy={writing}>
        {turn.cards.length > 0 && <SpreadTable spread={turn.spread} language={turn.language} cards={turn.cards} />}
        {(turn.status === 'sending' || turn.status === 'accepted') && turn.cards.length === 0 && (
          <Shuffling text={turn.status === 'sending' ? strings.sending : strings.shuffling} />
        )}
        {writing && turn.text === '' && <p class="reading-wait">{strings.beginning}</p>}
        {turn.text !== '' && <Paragraphs turn={turn} growing={writing} />}
        {turn.status === 'stopped' && <p class="reading-wait">{strings.stopped}</p>}
        {turn.problem && <ProblemNote problem={turn.problem} action={{ label: strings.askAgain, run: onAskAgain }} />}
      </div>
    </article>
  );
};

const Paragraphs = ({ turn, growing }: { turn: Turn; growing: boolean }) => (
  <div
    class={growing ? 'reading-text reading-growing' : 'reading-text'}
    data-testid="reading-text"
    lang={turn.language}
  >
    {turn.text
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph, index) => (
        // The place is the key: paragraphs only ever grow at the end.
        <p key={index}>{paragraph.trimEnd()}</p>
      ))}
  </div>
);

const Shuffling = ({ text }: { text: string }) => (
  <div class="shuffling">
    <div class="shuffling-cards" aria-hidden="true">
      <CardBack />
      <CardBack />
      <CardBack />
    </div>
    <p class="shuffling-text" role="status">
      {text}
    </p>
  </div>
);
