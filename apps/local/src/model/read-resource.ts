import * as z from 'zod/mini';
import { SetupError } from '../terraform/document.ts';
import type { Resolver, Resource } from '../terraform/resolver.ts';

/** A nested block: Terraform's JSON has one either as an object or as a list of one. */
export const oneBlock = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.transform((value: unknown) => (Array.isArray(value) ? value[0] : value)),
    schema,
  );

/** Nested blocks that may be many. */
export const manyBlocks = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.transform((value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value])),
    z.array(schema),
  );

/** All resources of a type, read with `read`; a fault names the resource. */
export const readResources = <T>(resolver: Resolver, type: string, read: (resource: Resource) => T): T[] =>
  resolver.resources(type).map((resource) => {
    try {
      return read(resource);
    } catch (cause) {
      if (cause instanceof SetupError) throw cause;
      const why = cause instanceof z.core.$ZodError ? firstFault(cause) : String(cause);
      throw new SetupError(`${type}.${resource.address.name} is not as the local runtime knows it: ${why}`, { cause });
    }
  });

const firstFault = (error: z.core.$ZodError): string => {
  const [issue] = error.issues;
  return `"${issue?.path.join('.')}": ${issue?.message ?? 'malformed'}`;
};

/** Reads the attributes that a schema names; others, and their expressions, are not looked at. */
export const readAttributes = <T extends z.ZodMiniObject>(resource: Resource, schema: T): z.output<T> =>
  z.parse(
    schema,
    Object.fromEntries(
      Object.keys(schema.shape).flatMap((name) => {
        const value = resource.configured(name);
        return value === undefined || value === null ? [] : [[name, value]];
      }),
    ),
  );

/** An attribute that has to be text, configured or computed. */
export const textAttribute = (resource: Resource, attribute: string): string =>
  z.parse(z.string(), resource.attribute(attribute));
