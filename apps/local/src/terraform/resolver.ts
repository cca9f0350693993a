import { computedAttributes, dataAttributes, type ResourceView } from './computed-attributes.ts';
import { type ResourceBody, SetupError, type TerraformDocument } from './document.ts';
import type { ResourceAddress } from './local-identity.ts';

/** What the document leaves to the one who runs it. */
export type World = {
  /** Values of variables, before their defaults. */
  readonly variables: Readonly<Record<string, string>>;
  /** Attributes that only the running system knows: `aws_sqs_queue.replies.url`. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** One resource: where it is written and an attribute at a time, resolved. */
export type Resource = {
  readonly address: ResourceAddress;
  readonly region: string;
  /** An attribute of the document, resolved whole; undefined where the document leaves it away. */
  readonly configured: (attribute: string) => unknown;
  /** The same, or what AWS would compute. @throws SetupError where neither is known. */
  readonly attribute: (attribute: string) => unknown;
};

/** Answers what the expressions of a document stand for. */
export type Resolver = {
  readonly resources: (type: string) => readonly Resource[];
  readonly resolve: (value: unknown) => unknown;
  readonly output: (name: string) => unknown;
};

// `${…}` with a plain reference inside; `$${` is an escaped `${`.
const expression = /\$\$\{|\$\{([^}]*)\}/g;
const reference = /^(?:data\.)?[A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\]|\["[^"]*"\])+$/;

/**
 * Resolves `${resource.attribute}`, `${data.…}` and `${var.x}`, anywhere inside strings; a string that is one
 * expression keeps the type of what it refers to. Functions and operators are not known: the program that writes the
 * document computes in TypeScript instead.
 */
export const createResolver = (document: TerraformDocument, world: World): Resolver => {
  const visiting = new Set<string>();

  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') return resolveText(value);
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '//')
        .map(([key, inner]) => [key, resolve(inner)]),
    );
  };

  const resolveText = (text: string): unknown => {
    const [only] = [...text.matchAll(expression)];
    if (only?.[0] === text && only[1] !== undefined) return evaluate(only[1].trim());
    return text.replaceAll(expression, (_, inner: string | undefined) =>
      inner === undefined ? '${' : asText(evaluate(inner.trim()), inner),
    );
  };

  const evaluate = (source: string): unknown => {
    if (!reference.test(source)) throw cannotResolve(source, 'only plain references are known here');
    if (visiting.has(source)) throw cannotResolve(source, 'it refers to itself');
    visiting.add(source);
    try {
      return follow(source, segmentsOf(source));
    } finally {
      visiting.delete(source);
    }
  };

  const follow = (source: string, segments: readonly string[]): unknown => {
    const [first = '', second = '', third = '', ...rest] = segments;
    if (first === 'var') return pick(source, variable(source, second), segments.slice(2));
    if (first === 'data') {
      const known = dataAttributes[second]?.[rest[0] ?? ''];
      if (!known) throw cannotResolve(source, 'this data source is not known');
      return pick(
        source,
        known(viewOf({ type: second, name: third }, document.data[second]?.[third] ?? {})),
        rest.slice(1),
      );
    }
    const body = document.resource[first]?.[second];
    if (!body) throw cannotResolve(source, 'there is no such resource in the stack');
    return pick(source, attributeOf({ type: first, name: second }, body, third), rest);
  };

  const variable = (source: string, name: string): unknown => {
    const declared = document.variable[name];
    if (!declared) throw cannotResolve(source, 'there is no such variable in the stack');
    const given = world.variables[name];
    if (given !== undefined) return given;
    if (!('default' in declared)) throw cannotResolve(source, 'the variable has no default and no local value');
    return declared['default'];
  };

  const attributeOf = (address: ResourceAddress, body: ResourceBody, attribute: string): unknown => {
    const configured = body[attribute];
    if (configured !== undefined) return resolve(configured);
    const computed = computedAttributes[address.type]?.[attribute];
    if (computed) return computed(viewOf(address, body));
    throw cannotResolve(
      `${address.type}.${address.name}.${attribute}`,
      'it is neither in the stack nor known to be computed',
    );
  };

  const viewOf = (address: ResourceAddress, body: ResourceBody): ResourceView => ({
    address,
    region: regionOf(document, body),
    text: (attribute) => asText(attributeOf(address, body, attribute), `${address.type}.${address.name}.${attribute}`),
    runtime: (attribute) => world.attributes[`${address.type}.${address.name}.${attribute}`],
  });

  return {
    resolve,
    resources: (type) =>
      Object.entries(document.resource[type] ?? {}).map(([name, body]) => ({
        address: { type, name },
        region: regionOf(document, body),
        configured: (attribute) => resolve(body[attribute]),
        attribute: (attribute) => attributeOf({ type, name }, body, attribute),
      })),
    output: (name) => {
      const output = document.output[name];
      if (!output) throw new SetupError(`the stack has no output "${name}": run "pnpm synth" again`);
      return resolve(output['value']);
    },
  };
};

const cannotResolve = (source: string, why: string): SetupError =>
  new SetupError(`cannot resolve \${${source}} of the synthesized stack: ${why}`);

const asText = (value: unknown, source: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw cannotResolve(source, 'it is no text, but stands inside one');
};

const segmentsOf = (source: string): string[] => source.replaceAll(/\["([^"]*)"\]|\[(\d+)\]/g, '.$1$2').split('.');

const pick = (source: string, value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner: unknown, key) => {
    // Terraform writes `block[0].x` for a block that JSON has as one object.
    if (key === '0' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return inner;
    const next: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
    if (next === undefined) throw cannotResolve(source, `"${key}" is not there`);
    return next;
  }, value);

/** Region of the provider that a resource names (`aws.alias`), or of the default one. */
const regionOf = (document: TerraformDocument, body: ResourceBody): string => {
  const configured = document.provider['aws'];
  const providers = Array.isArray(configured) ? configured : configured ? [configured] : [];
  const name = body['provider'];
  const alias = typeof name === 'string' ? name.split('.')[1] : undefined;
  const provider = providers.find((candidate) => candidate['alias'] === alias);
  const region = provider?.['region'];
  return typeof region === 'string' ? region : 'us-east-1';
};
