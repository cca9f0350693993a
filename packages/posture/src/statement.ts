import { arrayOf, isObject, type JsonObject, objectOf, parseJson, stringsOf } from './json.ts';

/**
 * One statement of an IAM policy, with every form brought to lists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** `*`, `Service:apigateway.amazonaws.com`, `AWS:arn:…`; empty in policies of a role. */
  readonly principals: readonly string[];
  /** `ArnLike aws:sourcearn` → values; keys in lower case, as IAM reads them. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
  readonly where: string;
};

/**
 * The statements of a policy: an object (as the AWS CLI prints it), its JSON, or its URL-encoded JSON (as IAM's API
 * answers it). Undefined where it is none of them.
 */
export const parsePolicy = (policy: unknown, where: string): readonly Statement[] | undefined => {
  const document = typeof policy === 'string' ? parseJson(policy.startsWith('%7B') ? decode(policy) : policy) : policy;
  if (!isObject(document) || document['Statement'] === undefined) return undefined;
  return arrayOf(document['Statement']).map((statement, index) =>
    statementOf(objectOf(statement), `${where} statement ${index + 1}`),
  );
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const statementOf = (statement: JsonObject, where: string): Statement => ({
  effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
  actions: stringsOf(statement['Action']),
  notActions: stringsOf(statement['NotAction']),
  resources: stringsOf(statement['Resource']),
  notResources: stringsOf(statement['NotResource']),
  principals: principalsOf(statement['Principal']),
  conditions: Object.fromEntries(
    Object.entries(objectOf(statement['Condition'])).flatMap(([operator, keys]) =>
      Object.entries(objectOf(keys)).map(([key, values]) => [
        `${operator} ${key.toLowerCase()}`,
        arrayOf(values).map(String),
      ]),
    ),
  ),
  where,
});

const principalsOf = (principal: unknown): readonly string[] =>
  typeof principal === 'string'
    ? [principal]
    : Object.entries(objectOf(principal)).flatMap(([kind, names]) => stringsOf(names).map((name) => `${kind}:${name}`));

/** The values of a condition key, whatever its operator. */
export const conditionValues = ({ conditions }: Statement, key: string): readonly string[] =>
  Object.entries(conditions)
    .filter(([name]) => name.split(' ')[1] === key.toLowerCase())
    .flatMap(([, values]) => values);

/** The policy's text again, for evidence: short, on one line. */
export const describeStatement = ({
  effect,
  actions,
  notActions,
  resources,
  notResources,
  principals,
}: Statement): string =>
  [
    effect,
    principals.length > 0 ? `to ${principals.join(', ')}` : '',
    notActions.length > 0 ? `everything but ${notActions.join(', ')}` : actions.join(', '),
    notResources.length > 0 ? `on everything but ${notResources.join(', ')}` : '',
    resources.length > 0 ? `on ${resources.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
