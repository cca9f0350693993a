import { useEffect, useRef, useState } from 'preact/hooks';
import { nextAnnouncement } from '../state/announcement.ts';
import { isRunning, type Turn } from '../state/turn.ts';
import { useStrings } from '../strings/strings.ts';

/** Tells screen readers of the running reply: the cards, then each paragraph when it is whole. Old replies are silent. */
export const ReadingAnnouncer = ({ turn }: { turn: Turn | undefined }) => {
  const strings = useStrings();
  const [said, setSaid] = useState('');
  const heard = useRef<{ messageId: string; characters: number; cards: boolean } | undefined>(undefined);

  useEffect(() => {
    if (!turn) return;
    if (heard.current?.messageId !== turn.messageId) {
      if (!isRunning(turn)) return;
      heard.current = { messageId: turn.messageId, characters: 0, cards: false };
    }
    const { characters, cards } = heard.current;
    if (turn.cards.length > 0 && !cards) {
      heard.current.cards = true;
      const names = turn.cards.map(
        ({ positionName, name, orientation }) => `${positionName}: ${name}, ${strings[orientation]}`,
      );
      setSaid(strings.cardsDrawn(names.join('. ')));
      return;
    }
    const done = turn.status === 'completed';
    const next = nextAnnouncement(characters, turn.text, done);
    heard.current.characters = next.characters;
    if (next.say) setSaid(done ? `${next.say} ${strings.readingDone}` : next.say);
  }, [turn, strings]);

  return (
    <p class="visually-hidden" aria-live="polite" aria-atomic="true">
      {said}
    </p>
  );
};
