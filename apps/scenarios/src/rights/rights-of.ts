import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { localStackFolder, referenced, type Stack } from '../stack/read-stack.ts';

/** One thing that a function may do: one action of its role on one resource. */
export type Right = {
  /** Name of the function without its environment, such as `tarotchat_reply`. */
  readonly functionName: string;
  /** Name of the policy's resource in the stack. */
  readonly policyName: string;
  readonly action: string;
  /** As the stack has it, an expression. */
  readonly resource: string;
};

const policySchema = z.object({
  Version: z.string(),
  Statement: z.array(
    z.strictObject({ Effect: z.literal('Allow'), Action: z.array(z.string()), Resource: z.array(z.string()) }),
  ),
});

/** Every right of every function, log and traces left aside: CloudWatch and X-Ray are not embedded. */
export const rightsOf = (stack: Stack): Right[] =>
  Object.entries(stack.resource.aws_iam_role_policy).flatMap(([policyName, { role, policy }]) => {
    const functionName = functionOf(stack, referenced(role));
    if (functionName === undefined) return [];
    return pairsOf(policy)
      .filter(({ action }) => !/^(logs|xray):/.test(action))
      .map((pair) => ({ functionName, policyName, ...pair }));
  });

/** Names of all functions, without their environment. */
export const functionNamesOf = (stack: Stack): string[] =>
  Object.values(stack.resource.aws_lambda_function).map(({ function_name }) => baseName(function_name));

/** `tarotchat_reply-local` is `tarotchat_reply` everywhere. */
export const baseName = (functionName: string): string => functionName.replace(/-local$/, '');

const functionOf = (stack: Stack, roleName: string): string | undefined => {
  const found = Object.values(stack.resource.aws_lambda_function).find(({ role }) => referenced(role) === roleName);
  return found && baseName(found.function_name);
};

const pairsOf = (policy: string): { action: string; resource: string }[] =>
  policySchema
    .parse(JSON.parse(policy))
    .Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
    );

/** A short name of what a right is on: `connections`, `POST @connections`. */
export const targetOf = ({ resource }: Right): string =>
  /\/([A-Z]+)\/@connections/.exec(resource)?.[1]?.concat(' @connections') ?? referenced(resource);

/** The stack's document with one right less: every pair of the policy stands alone, the one is left away. */
const without = (stack: Stack, right: Right): Stack => {
  const policies = stack.resource.aws_iam_role_policy;
  const policy = policies[right.policyName];
  if (policy === undefined) throw new Error(`there is no policy ${right.policyName}`);
  const Statement = pairsOf(policy.policy)
    .filter(({ action, resource }) => action !== right.action || resource !== right.resource)
    .map(({ action, resource }) => ({ Effect: 'Allow', Action: [action], Resource: [resource] }));
  const mutated = { ...policy, policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  return {
    ...stack,
    resource: { ...stack.resource, aws_iam_role_policy: { ...policies, [right.policyName]: mutated } },
  };
};

/** Writes a stack that is the synthesized one but for one right; `remove` takes it away again. */
export const writeMutant = async (
  stack: Stack,
  right: Right,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'tarotchat-mutant-'));
  await cp(localStackFolder, folder, { recursive: true, filter: (source) => !source.includes('/assets') });
  await symlink(join(localStackFolder, 'assets'), join(folder, 'assets'));
  await writeFile(join(folder, 'cdk.tf.json'), JSON.stringify(without(stack, right)));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
