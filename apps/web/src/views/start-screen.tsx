import type { PageProblem } from '../state/problem.ts';
import { useStrings } from '../strings/strings.ts';
import { Moon } from './icons.tsx';
import { ProblemNote } from './problem-note.tsx';

/** Before it is known who is there; and where that cannot be found out. */
export const StartScreen = ({ problem, onRetry }: { problem: PageProblem | undefined; onRetry: () => void }) => {
  const strings = useStrings();
  return (
    <main class="start">
      <Moon />
      {problem ? (
        <ProblemNote problem={problem} action={{ label: strings.tryAgain, run: onRetry }} />
      ) : (
        <p class="start-text" role="status">
          {strings.starting}
        </p>
      )}
    </main>
  );
};
