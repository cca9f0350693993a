import { resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Resolver } from '../terraform/resolver.ts';
import { oneBlock, readAttributes, readResources, textAttribute } from './read-resource.ts';

/** A Lambda as the stack has it. */
export type LambdaFunction = {
  readonly functionName: string;
  readonly arn: string;
  readonly region: string;
  /** Absolute path of the bundle. */
  readonly bundleFile: string;
  /** Module and export, as `index.handler`. */
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly roleArn: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Who may invoke a function: its resource policy. */
export type InvokePermission = {
  readonly functionName: string;
  readonly principal: string;
  /** ARN with wildcards; anything of the principal where it is left away. */
  readonly sourceArn: string | undefined;
};

const text = z.coerce.string<string | number | boolean>();

const functionSchema = z.object({
  function_name: z.string(),
  filename: z.string(),
  handler: z.string(),
  runtime: z.literal('nodejs22.x'),
  memory_size: z._default(z.number(), 128),
  timeout: z._default(z.number(), 3),
  role: z.string(),
  environment: z.optional(oneBlock(z.object({ variables: z._default(z.record(z.string(), text), {}) }))),
});

/** Reads the functions; `rewrite` turns AWS host names in their variables into this machine's. */
export const readFunctions = (
  resolver: Resolver,
  stackFolder: string,
  rewrite: (value: string) => string,
): LambdaFunction[] =>
  readResources(resolver, 'aws_lambda_function', (resource) => {
    const body = readAttributes(resource, functionSchema);
    return {
      functionName: body.function_name,
      arn: textAttribute(resource, 'arn'),
      region: resource.region,
      bundleFile: resolve(stackFolder, body.filename),
      handler: body.handler,
      memoryMegabytes: body.memory_size,
      timeoutSeconds: body.timeout,
      roleArn: body.role,
      environment: Object.fromEntries(
        Object.entries(body.environment?.variables ?? {}).map(([name, value]) => [name, rewrite(value)]),
      ),
    };
  });

const permissionSchema = z.object({
  function_name: z.string(),
  action: z.string(),
  principal: z.string(),
  source_arn: z.optional(z.string()),
});

/** Reads the resource policies of all functions. */
export const readInvokePermissions = (resolver: Resolver): InvokePermission[] =>
  readResources(resolver, 'aws_lambda_permission', (resource) => {
    const body = readAttributes(resource, permissionSchema);
    return {
      functionName: body.function_name.replace(/^arn:aws:lambda:[^:]*:[^:]*:function:/, ''),
      principal: body.principal,
      sourceArn: body.source_arn,
    };
  });
