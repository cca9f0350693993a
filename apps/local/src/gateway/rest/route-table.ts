import type { RestMethod } from '../../model/rest-api.ts';

/** A method that a request fits, with the values of its path parameters. */
export type RouteMatch = { readonly method: RestMethod; readonly pathParameters: Readonly<Record<string, string>> };

/** Finds the method for a request: fixed segments win over `{parameters}`, those over `{proxy+}`. */
export const findRoute = (methods: readonly RestMethod[], httpMethod: string, path: string): RouteMatch | undefined => {
  const segments = segmentsOf(path);
  const matches = methods
    .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
    .flatMap((method) => {
      const pathParameters = matchSegments(segmentsOf(method.path), segments);
      return pathParameters ? [{ method, pathParameters }] : [];
    });
  return matches.toSorted((a, b) => specificity(b).localeCompare(specificity(a)))[0];
};

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const matchSegments = (pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined => {
  const values: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(wanted)?.[1];
    if (greedy !== undefined) return at < path.length ? { ...values, [greedy]: path.slice(at).join('/') } : undefined;
    const actual = path[at];
    if (actual === undefined) return undefined;
    const name = /^\{(.+)\}$/.exec(wanted)?.[1];
    if (name === undefined && wanted !== actual) return undefined;
    if (name !== undefined) values[name] = decode(actual);
  }
  return pattern.length === path.length ? values : undefined;
};

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** A letter per segment, later in the alphabet where more exact; an exact method over ANY. */
const specificity = ({ method }: RouteMatch): string =>
  segmentsOf(method.path)
    .map((segment) => (segment.endsWith('+}') ? 'a' : segment.startsWith('{') ? 'b' : 'c'))
    .join('') + (method.httpMethod === 'ANY' ? '0' : '1');
