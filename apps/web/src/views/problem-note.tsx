import type { PageProblem } from '../state/problem.ts';
import { useStrings } from '../strings/strings.ts';
import { CloseIcon } from './icons.tsx';

type Props = {
  problem: PageProblem;
  action?: { label: string; run: () => void } | undefined;
  onDismiss?: () => void;
};

/** What went wrong and what to do about it. */
export const ProblemNote = ({ problem, action, onDismiss }: Props) => {
  const strings = useStrings();
  return (
    <div class="problem" role="alert" data-testid="error" data-code={problem.code}>
      <p>
        {strings.errors[problem.code]}
        {problem.retryAfterSeconds !== undefined && ` ${strings.retryAfter(problem.retryAfterSeconds)}`}
      </p>
      {action && (
        <button type="button" class="button" onClick={action.run}>
          {action.label}
        </button>
      )}
      {onDismiss && (
        <button type="button" class="icon-button" aria-label={strings.dismiss} onClick={onDismiss}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
};
