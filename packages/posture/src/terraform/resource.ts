import { completeListing, type Fact, type Listing, partialListing } from '../fact.ts';
import { isObject, type JsonObject } from '../json.ts';
import { isDeferred, type JsonNode } from '../json-node.ts';

/**
 * A resource as Terraform describes it. A value that only the deployment knows is the string `${address.attribute}`
 * (in a plan `${address.attribute …}`), or `${known after apply}` where even its source cannot be told.
 */
export type Resource = {
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  readonly region: Fact<string>;
};

/** Ends a reference in a plan: the value may be more than what it refers to, which a plan does not say. */
export const perhapsInPart = ' …';

/** Resources by type, with the way from a reference to what it names. */
export type Resources = {
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  /** The resource of one of these types that `reference` names, by symbol, id, ARN or name. */
  readonly named: (reference: unknown, ...types: readonly string[]) => Resource | undefined;
};

/** What of some types belongs to a thing by a reference; not all, where a reference cannot be followed before the deployment. */
export const listOwned = <T>(
  resources: Resources,
  { type, reference, owner }: { readonly type: string; readonly reference: string; readonly owner: Resource },
  build: (resource: Resource) => T,
): Listing<T> => {
  const all = resources
    .ofType(type)
    .map((resource) => ({ resource, of: resources.named(resource.values[reference], owner.type) }));
  const items = all.filter(({ of }) => of === owner).map(({ resource }) => build(resource));
  const stray = all.find(({ resource, of }) => of === undefined && isDeferred(resource.values[reference]));
  return stray
    ? partialListing(items, `the deployment: ${stray.resource.address}.${reference} is not known before`)
    : completeListing(items, type);
};

/** The place of a resource's arguments. */
export const argumentsOf = ({ address, values }: Resource): JsonNode => ({ value: values, where: address });

const namingAttributes = ['id', 'arn', 'name', 'function_name', 'invoke_arn', 'url', 'execution_arn'];

/** Indexes resources. */
export const indexResources = (all: readonly Resource[]): Resources => {
  const byType = Map.groupBy(all, ({ type }) => type);
  const byAddress = new Map(all.map((resource) => [resource.address, resource]));
  const byName = new Map(
    all.flatMap((resource) =>
      namingAttributes.flatMap((attribute): [string, Resource][] => {
        const name = resource.values[attribute];
        return typeof name === 'string' ? [[`${resource.type} ${name}`, resource]] : [];
      }),
    ),
  );
  return {
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    named: (reference, ...types) => {
      if (typeof reference !== 'string') return undefined;
      for (const [, symbol = ''] of reference.matchAll(/\$\{([^{}]+)\}/g)) {
        const found = byAddress.get(symbol.replace(perhapsInPart, '').replace(/\.[a-z0-9_]+$/, ''));
        if (found && types.includes(found.type)) return found;
      }
      return types
        .map((type) => byName.get(`${type} ${lastName(reference, type)}`))
        .find((found) => found !== undefined);
    },
  };
};

/** What of an ARN or path names a resource of that type. */
const lastName = (reference: string, type: string): string => {
  if (type === 'aws_lambda_function') return /function:([A-Za-z0-9_-]+)/.exec(reference)?.[1] ?? reference;
  if (type === 'aws_apigatewayv2_integration') return reference.replace(/^integrations\//, '');
  return reference;
};

/** Replaces each string of a JSON value. */
export const mapStrings = (value: unknown, change: (text: string) => unknown): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
};
