import type { PolicyStatement } from './policy.ts';

/** One thing that somebody wants to do. */
export type AccessRequest = {
  /** `service:Action`. */
  readonly action: string;
  /** ARN, or `*` for actions without resource. */
  readonly resource: string;
  /** Condition keys and their values, names in any case. */
  readonly context?: Readonly<Record<string, string>>;
};

export type AccessDecision = 'allowed' | 'implicit-deny' | 'explicit-deny';

/**
 * Decides as IAM does: an explicit Deny wins, without an Allow nothing is allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @throws Error on a condition operator or policy variable that it does not know: guessing would be a wrong answer.
 */
export const evaluatePolicy = (statements: readonly PolicyStatement[], request: AccessRequest): AccessDecision => {
  const matching = statements.filter((statement) => matches(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.length > 0 ? 'allowed' : 'implicit-deny';
};

const matches = (statement: PolicyStatement, request: AccessRequest): boolean =>
  matchesAction(statement, request.action) &&
  matchesResource(statement, request.resource) &&
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    matchesCondition(operator, keys, request.context ?? {}),
  );

const matchesAction = ({ Action, NotAction }: PolicyStatement, action: string): boolean => {
  // Actions are compared without case, resources with it.
  const wanted = action.toLowerCase();
  if (Action) return Action.some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
  if (NotAction) return !NotAction.some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
  throw new Error('a statement has neither Action nor NotAction');
};

const matchesResource = ({ Resource, NotResource }: PolicyStatement, resource: string): boolean => {
  const patterns = Resource ?? NotResource;
  if (!patterns) throw new Error('a statement has neither Resource nor NotResource');
  const variable = patterns.find((pattern) => pattern.includes('${'));
  if (variable !== undefined) throw new Error(`policy variables are not known here: ${variable}`);
  return patterns.some((pattern) => matchesPattern(pattern, resource)) === (Resource !== undefined);
};

const matchesCondition = (
  operator: string,
  keys: Readonly<Record<string, readonly string[]>>,
  context: Readonly<Record<string, string>>,
): boolean => {
  const compare = conditionOperators[operator];
  if (!compare) throw new Error(`the condition operator ${operator} is not known here`);
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(keys).every(([key, wanted]) => compare(wanted, values.get(key.toLowerCase())));
};

type Compare = (wanted: readonly string[], actual: string | undefined) => boolean;

const positive =
  (matchesOne: (wanted: string, actual: string) => boolean): Compare =>
  (wanted, actual) =>
    actual !== undefined && wanted.some((value) => matchesOne(value, actual));
// A negated operator also holds where the key is missing.
const negative =
  (matchesOne: (wanted: string, actual: string) => boolean): Compare =>
  (wanted, actual) =>
    actual === undefined || !wanted.some((value) => matchesOne(value, actual));
const equal = (wanted: string, actual: string): boolean => wanted === actual;

const conditionOperators: Readonly<Record<string, Compare>> = {
  StringEquals: positive(equal),
  StringNotEquals: negative(equal),
  StringLike: positive((wanted, actual) => matchesPattern(wanted, actual)),
  StringNotLike: negative((wanted, actual) => matchesPattern(wanted, actual)),
  ArnEquals: positive((wanted, actual) => matchesPattern(wanted, actual)),
  ArnLike: positive((wanted, actual) => matchesPattern(wanted, actual)),
  Bool: positive((wanted, actual) => wanted.toLowerCase() === actual.toLowerCase()),
};

/** True where `value` fits `pattern`: `*` is any run of characters, `?` any one. Linear, never exponential. */
export const matchesPattern = (pattern: string, value: string): boolean => {
  let patternAt = 0;
  let valueAt = 0;
  let star = -1;
  let resumeAt = 0;
  while (valueAt < value.length) {
    const wanted = pattern[patternAt];
    if (wanted === '*') {
      star = patternAt++;
      resumeAt = valueAt;
    } else if (wanted === '?' || wanted === value[valueAt]) {
      patternAt++;
      valueAt++;
    } else if (star >= 0) {
      patternAt = star + 1;
      valueAt = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === '*') patternAt++;
  return patternAt === pattern.length;
};
