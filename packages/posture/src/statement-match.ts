import type { Statement } from './statement.ts';

/** `dynamodb:Get*` covers `dynamodb:GetItem`; letters' case does not matter. */
export const covers = (pattern: string, action: string): boolean => {
  const expression = pattern
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${expression}$`, 'i').test(action);
};

/** True where a statement allows an action on a resource that looks like that. */
export const allows = ({ effect, actions, resources }: Statement, action: string, resource: RegExp): boolean =>
  effect === 'Allow' &&
  actions.some((pattern) => covers(pattern, action)) &&
  resources.some((arn) => resource.test(arn));
