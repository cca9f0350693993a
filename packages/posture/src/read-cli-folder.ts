import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnsweredCall } from './answers/answer-shapes.ts';
import { type Answer, callFor, checkAnswer } from './answers/answers.ts';
import { nothingStated, type StatedFacts, statedFactsSchema } from './answers/stated-facts.ts';
import { surfaceOfAnswers } from './answers/surface-of-answers.ts';
import { isObject, parseJson } from './json.ts';
import type { Reading, ReadProblem } from './surface.ts';

const statedFile = 'stated-facts.json';

/** Reads a folder of saved AWS CLI answers, named `<service>-<command>[.<name>].json`. What is wrong with one is told, and the rest is read. */
export const readCliFolder = (folder: string): Reading => {
  const files = filesIn(folder);
  if (files.kind === 'problem')
    return { surface: surfaceOfAnswers([]), problems: [{ source: folder, problem: files.problem }] };

  const checked = files.names
    .filter((name) => name !== statedFile)
    .map((name) => ({ name, result: readAnswer(join(folder, name), name) }));
  const answers = checked.flatMap(({ result }) => (result.kind === 'answer' ? [result.answer] : []));
  const { stated, problems } = files.names.includes(statedFile)
    ? readStated(folder)
    : { stated: nothingStated, problems: [] };
  return {
    surface: surfaceOfAnswers(answers, stated),
    problems: [
      ...checked.flatMap(({ name, result }) =>
        result.kind === 'problem' ? [{ source: name, problem: result.problem }] : [],
      ),
      ...problems,
      ...missingAnswers(
        answers,
        checked.map(({ name }) => name),
      ),
      ...(answers.length === 0 ? [{ source: folder, problem: 'there is no answer of the AWS CLI in it' }] : []),
    ],
  };
};

const filesIn = (folder: string) => {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return { kind: 'files', names: names.toSorted() } as const;
  } catch {
    return { kind: 'problem', problem: 'there is no such folder, or it may not be read' } as const;
  }
};

const readAnswer = (path: string, name: string): ReturnType<typeof checkAnswer> => {
  const text = readFileSync(path, 'utf8');
  if (text.trim() === '')
    return { kind: 'problem', problem: 'the file is empty: the call failed, perhaps for want of permission' };
  const value = parseJson(text);
  if (value === undefined) return { kind: 'problem', problem: 'this is not JSON, or it is cut short' };
  const failure =
    isObject(value) && !('Items' in value)
      ? /AccessDenied|UnauthorizedOperation|not authorized/.exec(text)?.[0]
      : undefined;
  if (failure !== undefined) return { kind: 'problem', problem: 'the call was refused for want of permission' };
  return checkAnswer(name.replace(/\.json$/, ''), value, name);
};

const readStated = (folder: string): { stated: StatedFacts; problems: readonly ReadProblem[] } => {
  const parsed = statedFactsSchema.safeParse(parseJson(readFileSync(join(folder, statedFile), 'utf8')));
  if (parsed.success) return { stated: parsed.data, problems: [] };
  const [issue] = parsed.error.issues;
  return {
    stated: nothingStated,
    problems: [
      { source: statedFile, problem: `${issue?.path.join('/') || 'the file'}: ${issue?.message ?? 'not understood'}` },
    ],
  };
};

/** Answers without which another answer says nothing. */
const neededWith: readonly { readonly seen: AnsweredCall; readonly needed: AnsweredCall; readonly options: string }[] =
  [
    { seen: 'apigatewayv2-get-api', needed: 'apigatewayv2-get-routes', options: '--api-id ID' },
    { seen: 'apigatewayv2-get-api', needed: 'apigatewayv2-get-integrations', options: '--api-id ID' },
    { seen: 'apigatewayv2-get-routes', needed: 'apigatewayv2-get-api', options: '--api-id ID' },
    { seen: 'apigateway-get-rest-api', needed: 'apigateway-get-authorizers', options: '--rest-api-id ID' },
    { seen: 'apigateway-get-authorizers', needed: 'apigateway-get-rest-api', options: '--rest-api-id ID' },
    {
      seen: 'cognito-idp-describe-user-pool-client',
      needed: 'cognito-idp-describe-user-pool',
      options: '--user-pool-id ID',
    },
    {
      seen: 'cognito-idp-describe-user-pool',
      needed: 'cognito-idp-describe-user-pool-client',
      options: '--user-pool-id ID --client-id ID',
    },
  ];

const listsInstead: Partial<Record<AnsweredCall, AnsweredCall>> = {
  'apigatewayv2-get-api': 'apigatewayv2-get-apis',
  'apigateway-get-rest-api': 'apigateway-get-rest-apis',
};

const missingAnswers = (answers: readonly Answer[], files: readonly string[]): readonly ReadProblem[] => {
  const calls = new Set(answers.map(({ call }) => call));
  return neededWith
    .filter(({ seen, needed }) => {
      const instead = listsInstead[needed];
      const isThere = calls.has(needed) || (instead !== undefined && calls.has(instead));
      // A file that is there and wrong has its own problem already.
      return calls.has(seen) && !isThere && !files.some((name) => name.startsWith(`${needed}.`));
    })
    .map(({ seen, needed, options }) => ({
      source: `${needed}.json`,
      problem: `is missing beside ${seen}.json; get it with: ${callFor(needed, options)}`,
    }));
};
