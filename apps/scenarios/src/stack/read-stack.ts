import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stackFolder } from '@tarotchat/infra';
import * as z from 'zod/mini';

const resourcesOf = <T extends z.core.$ZodType>(body: T) => z.record(z.string(), body);

const stackSchema = z.looseObject({
  resource: z.looseObject({
    aws_apigatewayv2_route: resourcesOf(z.looseObject({ route_key: z.string(), authorization_type: z.string() })),
    aws_api_gateway_method: resourcesOf(
      z.looseObject({ http_method: z.string(), authorization: z.string(), resource_id: z.string() }),
    ),
    aws_api_gateway_resource: resourcesOf(z.looseObject({ path_part: z.string(), parent_id: z.string() })),
    aws_iam_role_policy: resourcesOf(z.looseObject({ role: z.string(), policy: z.string() })),
    aws_lambda_function: resourcesOf(
      z.looseObject({ function_name: z.string(), role: z.string(), timeout: z.number() }),
    ),
  }),
});

/** The synthesized stack, as far as the proofs read it. */
export type Stack = z.output<typeof stackSchema>;

/** Folder of the synthesized local stack. */
export const localStackFolder = stackFolder('local');

/** Reads the local stack as it is synthesized: what is there is what has to be proven. */
export const readStack = async (): Promise<Stack> =>
  stackSchema.parse(JSON.parse(await readFile(join(localStackFolder, 'cdk.tf.json'), 'utf8')));

/** Name of the resource that an expression is about, such as `auth` of an expression on `aws_iam_role.auth.arn`. */
export const referenced = (expression: string): string => /\.([\w-]+)\.[a-z_]+\}$/.exec(expression)?.[1] ?? '';
