import { useStrings } from '../strings/strings.ts';
import { Moon } from './icons.tsx';

/** Where a new session begins: a word, and questions to start from. */
export const Welcome = ({ onExample }: { onExample: (question: string) => void }) => {
  const strings = useStrings();
  return (
    <section class="welcome">
      <Moon />
      <h2>{strings.welcome}</h2>
      <p>{strings.welcomeHint}</p>
      <ul>
        {strings.examples.map((example) => (
          <li key={example}>
            <button
              type="button"
              class="example"
              onClick={() => {
                onExample(example);
                document.getElementById('question')?.focus();
              }}
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
