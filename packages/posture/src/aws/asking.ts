import type { AnsweredCall } from '../answers/answer-shapes.ts';
import { type Answer, checkAnswer } from '../answers/answers.ts';
import type { JsonNode } from '../json-node.ts';
import type { ReadProblem } from '../surface.ts';

/** Gathers answers; a call that fails is told and the next one is asked. */
export type Asking = {
  /** Asks, keeps the answer and gives it back; undefined where there is none. `whenMissing` answers for a thing that is not there. */
  readonly ask: (
    call: AnsweredCall,
    name: string,
    send: () => Promise<object>,
    ...[whenMissing]: [object?]
  ) => Promise<JsonNode | undefined>;
  readonly answers: Answer[];
  readonly problems: ReadProblem[];
};

/** Begins with nothing asked; `place` names the region in evidence. */
export const startAsking = (place: string): Asking => {
  const answers: Answer[] = [];
  const problems: ReadProblem[] = [];
  return {
    answers,
    problems,
    ask: async (call, name, send, whenMissing) => {
      const source = `${call}${name === '' ? '' : `.${name}`}`;
      try {
        return keep(await send());
      } catch (error) {
        if (whenMissing !== undefined && isMissing(error)) return keep(whenMissing);
        problems.push({ source: `${source} in ${place}`, problem: failureOf(error) });
        return undefined;
      }

      function keep(output: object): JsonNode | undefined {
        // Dates become text, as in the CLI's answers.
        const plain: unknown = JSON.parse(JSON.stringify(output));
        const checked = checkAnswer(source, plain, `${place} ${source}`);
        if (checked.kind === 'answer') {
          answers.push(checked.answer);
          return checked.answer.node;
        }
        problems.push({ source: `${source} in ${place}`, problem: checked.problem });
        return undefined;
      }
    },
  };
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

const isMissing = (error: unknown): boolean => /NotFound|NoSuch/.test(nameOf(error));

/** What went wrong, without request ids or account numbers. */
const failureOf = (error: unknown): string => {
  const name = nameOf(error);
  if (/AccessDenied|Unauthorized|Forbidden|NotAuthorized/i.test(name)) return 'no permission for this call';
  if (/Credentials|Token/i.test(name)) return `no usable credentials (${name})`;
  return name === '' ? 'the call failed' : `the call failed (${name})`;
};
