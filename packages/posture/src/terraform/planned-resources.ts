import { type Fact, known, unknown } from '../fact.ts';
import { isObject, objectOf, stringOf, stringsOf } from '../json.ts';
import type { Plan, ResourceChange } from './plan-document.ts';
import { configured, plainModule, planReferences } from './plan-references.ts';
import { perhapsInPart, type Resource } from './resource.ts';
import { withoutEchoes } from './role-echoes.ts';

/** What stands for a value that only the deployment knows and whose source cannot be told. */
export const knownAfterApply = `\${known after apply}`;

/** The resources as they are before the plan is applied. */
export const resourcesBefore = (plan: Plan): readonly Resource[] => {
  const ownOf = withoutEchoes(plan);
  return plan.changes
    .filter(({ before }) => isObject(before))
    .map((change) => {
      const values = objectOf(change.before);
      return {
        ...named(change),
        values: change.type === 'aws_iam_role' ? ownOf(values) : values,
        region: regionOf(plan, change),
      };
    });
};

/** The resources as they will be, values that are not known yet as references. */
export const resourcesAfter = (plan: Plan): readonly Resource[] => {
  const sourceOf = planReferences(plan);
  const ownOf = withoutEchoes(plan);
  return plan.changes
    .filter(({ after, actions }) => isObject(after) && !actions.includes('forget'))
    .map((change) => {
      const symbol = (path: readonly (string | number)[]): string | undefined => {
        const source = sourceOf(change, path);
        // What nobody configured becomes the platform's default; leaving it out says just that.
        if (source.kind === 'computed') return undefined;
        return source.reference === undefined ? knownAfterApply : `\${${source.reference}${perhapsInPart}}`;
      };
      const values = objectOf(withUnknown(change.after, change.afterUnknown, symbol, []));
      return {
        ...named(change),
        values: change.type === 'aws_iam_role' ? ownOf(values) : values,
        region: regionOf(plan, change),
      };
    });
};

const named = ({ address, type }: ResourceChange) => ({ address, type });

type Path = readonly (string | number)[];

/** `after` leaves away what is not known; `after_unknown` has true at its place. */
const withUnknown = (
  after: unknown,
  unknownPart: unknown,
  symbol: (path: Path) => string | undefined,
  ...[path]: [Path]
): unknown => {
  if (unknownPart === true) return symbol(path);
  if (Array.isArray(unknownPart)) {
    const items = Array.isArray(after) ? after : [];
    const length = Math.max(items.length, unknownPart.length);
    return Array.from({ length }, (_, index) =>
      withUnknown(items[index], unknownPart[index], symbol, [...path, index]),
    );
  }
  if (!isObject(unknownPart)) return after;
  const known = objectOf(after);
  return Object.fromEntries(
    [...new Set([...Object.keys(known), ...Object.keys(unknownPart)])].map((key) => [
      key,
      withUnknown(known[key], unknownPart[key], symbol, [...path, key]),
    ]),
  );
};

/** The resource's own region, else its provider's; both may come from a variable of the root module. */
const regionOf = (plan: Plan, change: ResourceChange): Fact<string> => {
  const own = objectOf(change.after ?? change.before)['region'];
  if (typeof own === 'string') return known(own, `${change.address}.region`);

  const root = objectOf(plan.configuration['root_module']);
  const resource = configured(root).get(`${plainModule(change.moduleAddress)}|${change.type}.${change.name}`);
  const key = stringOf(resource?.['provider_config_key']) ?? 'aws';
  const providers = objectOf(plan.configuration['provider_config']);
  const settings = objectOf(providers[key] ?? providers[key.split(':').at(-1) ?? ''] ?? providers['aws']);
  const expression = objectOf(objectOf(settings['expressions'])['region']);
  const region = stringOf(expression['constant_value']) ?? variableOf(plan, stringsOf(expression['references'])[0]);
  return region === undefined ? unknown(`provider.${key}.region`) : known(region, `provider.${key}.region`);
};

const variableOf = (plan: Plan, reference = ''): string | undefined =>
  stringOf(objectOf(plan.variables[reference.replace(/^var\./, '')])['value']);
