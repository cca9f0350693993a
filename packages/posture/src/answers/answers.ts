import { elements, type JsonNode, member } from '../json-node.ts';
import { type AnsweredCall, answerShapes, isAnsweredCall } from './answer-shapes.ts';

/** One answer of AWS: of which call, about what (`name` is empty where the call needs none), and what it said. */
export type Answer = { readonly call: AnsweredCall; readonly name: string; readonly node: JsonNode };

/** Answers by call. */
export type Answers = {
  readonly all: (call: AnsweredCall) => readonly Answer[];
  /** The answer about that very thing; else the one without a name, where a thing is the only one of its kind. */
  readonly about: (call: AnsweredCall, name: string, isOnly?: boolean) => JsonNode | undefined;
  /** The elements of a list in all answers of a call. */
  readonly items: (call: AnsweredCall, list: string) => readonly JsonNode[];
};

/** Indexes answers. */
export const indexAnswers = (answers: readonly Answer[]): Answers => {
  const byCall = Map.groupBy(answers, ({ call }) => call);
  const all = (call: AnsweredCall) => byCall.get(call) ?? [];
  return {
    all,
    about: (call, name, isOnly = false) =>
      (
        all(call).find((answer) => answer.name === name) ??
        (isOnly ? all(call).find((answer) => answer.name === '') : undefined)
      )?.node,
    items: (call, list) => all(call).flatMap(({ node }) => elements(member(node, list))),
  };
};

/** What an answer is, by its name `<service>-<command>[.<name>]`; or why it is none that can be taken in. */
export type CheckedAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'problem'; readonly problem: string };

/** Checks that a value is the answer that its name says. */
export const checkAnswer = (fullName: string, value: unknown, where: string): CheckedAnswer => {
  const [call = '', ...name] = fullName.split('.');
  if (!isAnsweredCall(call))
    return { kind: 'problem', problem: `no rule reads answers of "${call}"; see the README for the names` };
  const parsed = answerShapes[call].safeParse(value);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('/') || 'the whole';
    return { kind: 'problem', problem: `this is not an answer of "aws ${splitCall(call).join(' ')}": look at ${at}` };
  }
  return { kind: 'answer', answer: { call, name: name.join('.'), node: { value, where: `${where}#` } } };
};

/** How to get an answer that is missing. */
export const callFor = (call: AnsweredCall, options: string, name = ''): string => {
  const [service, command] = splitCall(call);
  return `aws ${service} ${command}${options === '' ? '' : ` ${options}`} > ${call}${name === '' ? '' : `.${name}`}.json`;
};

const splitCall = (call: AnsweredCall): readonly [string, string] => {
  const service =
    ['cognito-idp', 'apigatewayv2'].find((name) => call.startsWith(`${name}-`)) ?? call.split('-')[0] ?? '';
  return [service, call.slice(service.length + 1)];
};
