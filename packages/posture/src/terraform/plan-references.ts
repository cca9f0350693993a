import { arrayOf, type JsonObject, objectOf, stringOf, stringsOf } from '../json.ts';
import type { Plan, ResourceChange } from './plan-document.ts';

/** What an argument that is not known yet comes from: nothing that anybody wrote, or what its expression refers to. */
export type Source =
  | { readonly kind: 'computed' }
  | { readonly kind: 'configured'; readonly reference: string | undefined };

/** Finds where an argument that is not known yet comes from: `module.api.aws_lambda_function.chat["a"].arn`. */
export type SourceOf = (change: ResourceChange, path: readonly (string | number)[]) => Source;

type Scope = { readonly moduleAddress: string; readonly index: string | number | undefined };

const maximumDepth = 12;

/** Follows references through modules, their variables and their outputs, to the instance they mean. */
export const planReferences = (plan: Plan): SourceOf => {
  const root = objectOf(plan.configuration['root_module']);
  const instances = Map.groupBy(plan.changes, ({ moduleAddress, type, name }) => `${moduleAddress}|${type}.${name}`);

  const first = (expression: unknown, scope: Scope, depth: number): string | undefined => {
    if (depth > maximumDepth) return undefined;
    for (const reference of stringsOf(objectOf(expression)['references'])) {
      const found = follow(reference, scope, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const follow = (reference: string, scope: Scope, depth: number): string | undefined => {
    const [head = '', name = ''] = reference.split(/[.[]/);
    if (head === 'var') return variable(name, scope, depth);
    if (head === 'module') return output(reference, scope, depth);
    return resourceAttribute(reference, scope);
  };

  const variable = (name: string, scope: Scope, depth: number): string | undefined => {
    const parent = parentOf(scope.moduleAddress);
    if (parent === undefined) return undefined;
    const call = objectOf(objectOf(moduleAt(root, parent.moduleAddress)['module_calls'])[parent.call]);
    return first(
      objectOf(call['expressions'])[name],
      { moduleAddress: parent.moduleAddress, index: parent.index },
      depth + 1,
    );
  };

  const output = (reference: string, scope: Scope, depth: number): string | undefined => {
    const [, step = '', name = ''] = /^(module\.[^.[]+(?:\[[^\]]+\])?)\.([^.[]+)/.exec(reference) ?? [];
    if (step === '') return undefined;
    const base = scope.moduleAddress === '' ? step : `${scope.moduleAddress}.${step}`;
    const moduleAddress = moduleInstance(plan, base, scope.index);
    const outputs = objectOf(moduleAt(root, moduleAddress)['outputs']);
    return first(objectOf(outputs[name])['expression'], { moduleAddress, index: indexOf(moduleAddress) }, depth + 1);
  };

  const resourceAttribute = (reference: string, scope: Scope): string | undefined => {
    const match = /^([a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z0-9_-]+)(\[[^\]]+\])?(?:\.([a-z0-9_]+))?/.exec(reference);
    if (!match) return undefined;
    // `fn[count.index].arn` is listed as `fn` alone: the attribute is lost, what it belongs to is not.
    const attribute = match[3] ?? 'id';
    const candidates = instances.get(`${scope.moduleAddress}|${match[1]}`) ?? [];
    const wanted = match[2] ?? (scope.index === undefined ? '' : `[${JSON.stringify(scope.index)}]`);
    const exact = candidates.find(({ address }) => wanted !== '' && address.endsWith(wanted));
    const chosen = exact ?? (candidates.length === 1 ? candidates[0] : undefined);
    return chosen && `${chosen.address}.${attribute}`;
  };

  return (change, path) => {
    const resource = configured(root).get(`${plainModule(change.moduleAddress)}|${change.type}.${change.name}`);
    const scope = { moduleAddress: change.moduleAddress, index: change.index ?? indexOf(change.moduleAddress) };
    const expressions = objectOf(resource?.['expressions']);
    if (expressions[String(path[0])] === undefined) return { kind: 'computed' };
    return { kind: 'configured', reference: first(expressionAt(expressions, path), scope, 0) };
  };
};

/** The expression of an argument; the nearest outer one where a nested one is dynamic. */
const expressionAt = (expressions: unknown, path: readonly (string | number)[]): unknown => {
  let current: unknown = expressions;
  for (const step of path) {
    const next = typeof step === 'number' ? arrayOf(current)[step] : objectOf(current)[step];
    if (next === undefined) return current;
    current = next;
  }
  return current;
};

/** `module.a["x"].module.b[0]` → the configuration of module b in module a. */
export const moduleAt = (root: JsonObject, moduleAddress: string): JsonObject =>
  moduleNames(moduleAddress).reduce<JsonObject>(
    (module, name) => objectOf(objectOf(objectOf(module['module_calls'])[name])['module']),
    root,
  );

const moduleNames = (moduleAddress: string): readonly string[] =>
  [...moduleAddress.matchAll(/(?:^|\.)module\.([A-Za-z0-9_-]+)(?:\[(?:"[^"]*"|\d+)\])?/g)].map(([, name = '']) => name);

/** A module's address without instance keys. */
export const plainModule = (moduleAddress: string): string =>
  moduleNames(moduleAddress)
    .map((name) => `module.${name}`)
    .join('.');

const parentOf = (moduleAddress: string) => {
  const match = /^(?:(.*)\.)?module\.([A-Za-z0-9_-]+)(?:\[(?:"([^"]*)"|(\d+))\])?$/.exec(moduleAddress);
  if (!match) return undefined;
  const [, parent = '', call = '', key, count] = match;
  return { moduleAddress: parent, call, index: key ?? (count === undefined ? undefined : Number(count)) };
};

const indexOf = (moduleAddress: string): string | number | undefined => parentOf(moduleAddress)?.index;

const moduleInstance = (plan: Plan, base: string, index: string | number | undefined): string => {
  const keyed = index === undefined ? base : `${base}[${JSON.stringify(index)}]`;
  return plan.changes.some(({ moduleAddress }) => moduleAddress === keyed || moduleAddress.startsWith(`${keyed}.`))
    ? keyed
    : base;
};

const configuredOfRoot = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

/** Configured resources by `module|type.name`, gathered once a plan. */
export const configured = (root: JsonObject): ReadonlyMap<string, JsonObject> => {
  const gathered = configuredOfRoot.get(root) ?? new Map(gather(root, ''));
  configuredOfRoot.set(root, gathered);
  return gathered;
};

const gather = (module: JsonObject, path: string): [string, JsonObject][] => [
  ...arrayOf(module['resources'])
    .map(objectOf)
    .map((resource): [string, JsonObject] => [
      `${path}|${stringOf(resource['type']) ?? ''}.${stringOf(resource['name']) ?? ''}`,
      resource,
    ]),
  ...Object.entries(objectOf(module['module_calls'])).flatMap(([name, call]) =>
    gather(objectOf(objectOf(call)['module']), path === '' ? `module.${name}` : `${path}.module.${name}`),
  ),
];
