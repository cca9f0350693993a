import type { SpreadId } from '@tarotchat/protocol';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { questionSize } from '../state/question-size.ts';
import { useStrings } from '../strings/strings.ts';
import { SendIcon } from './icons.tsx';
import { sendsQuestion } from './sends-question.ts';
import { SpreadChoice } from './spread-choice.tsx';

type Props = {
  draft: string;
  onDraft: (text: string) => void;
  followsUp: boolean;
  /** A reply of this session is being written. */
  busy: boolean;
  onAsk: (text: string, spread: SpreadId) => void;
};

/** Where a question is written and its spread chosen. */
export const Composer = ({ draft, onDraft, followsUp, busy, onAsk }: Props) => {
  const strings = useStrings();
  const [spread, setSpread] = useState<SpreadId>('three-cards');
  const field = useGrowingField(draft);
  const size = questionSize(draft);
  const ready = !busy && !size.tooLarge && draft.trim() !== '';

  const ask = () => {
    if (!ready) return;
    onAsk(draft.trim(), spread);
    onDraft('');
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <SpreadChoice chosen={spread} onChoose={setSpread} />
      <div class="composer-row">
        <label class="visually-hidden" for="question">
          {strings.questionLabel}
        </label>
        <textarea
          ref={field}
          id="question"
          data-testid="question"
          rows={1}
          value={draft}
          placeholder={followsUp ? strings.followUpPlaceholder : strings.questionPlaceholder}
          enterkeyhint="send"
          aria-describedby="composer-note"
          aria-invalid={size.tooLarge}
          onInput={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!sendsQuestion(event)) return;
            event.preventDefault();
            ask();
          }}
        />
        <button type="submit" class="send-button" data-testid="send" aria-label={strings.send} disabled={!ready}>
          <SendIcon />
        </button>
      </div>
      <p id="composer-note" class={size.tooLarge ? 'composer-note composer-over' : 'composer-note'} role="status">
        {size.near ? strings.bytesLeft(size.bytesLeft) : busy && strings.sendBusy}
      </p>
    </form>
  );
};

/** As high as its text; the style sheet says when it scrolls. */
const useGrowingField = (text: string) => {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return field;
};
