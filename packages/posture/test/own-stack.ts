import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess, type Finding, parseSuppressions, type Suppression } from '../src/index.ts';
import { archivesBeside } from '../src/read-terraform.ts';
import { surfaceOfResources } from '../src/terraform/surface-of-resources.ts';
import { synthesizedResources } from '../src/terraform/synthesized-resources.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The folder of the stacks that infra synthesizes; turbo makes them before this package's tests. */
export const stacksFolder = join(root, 'infra', 'cdktf.out', 'stacks');

/** A day on which the suppressions of this repository hold. */
export const today = new Date('2026-11-24T12:00:00Z');

const archives = archivesBeside(join(stacksFolder, 'tarotchat-prod', 'cdk.tf.json'));

type Values = { [argument: string]: unknown };
/** A synthesized stack that a test may change. */
export type Stack = { resource: { [type: string]: { [id: string]: Values } } };

/** Our own production stack, a fresh copy. */
export const ownStack = (): Stack => {
  const file = join(stacksFolder, 'tarotchat-prod', 'cdk.tf.json');
  if (!existsSync(file)) throw new Error('infra/cdktf.out is missing: run pnpm synth');
  return JSON.parse(readFileSync(file, 'utf8'));
};

/** What the operators suppress. */
export const ownSuppressions = (): readonly Suppression[] => {
  const parsed = parseSuppressions(readFileSync(join(root, 'apps', 'ops', 'posture-suppressions.json'), 'utf8'));
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  return parsed.suppressions;
};

/** The arguments of a resource; fails the test where there is none of that address. */
export const argumentsAt = (stack: Stack, address: string): Values => {
  const [type = '', id = ''] = address.split('.');
  const found = stack.resource[type]?.[id];
  if (!found) throw new Error(`there is no ${address}`);
  return found;
};

/** A reference as Terraform writes it. */
export const reference = (expression: string): string => `\${${expression}}`;

/** Adds a resource. */
export const add = (stack: Stack, address: string, values: Values): void => {
  const [type = '', id = ''] = address.split('.');
  stack.resource[type] = { ...stack.resource[type], [id]: values };
};

/** Rewrites the policy of a function's role. */
export const rewritePolicy = (stack: Stack, id: string, change: (policy: string) => string): void => {
  const values = argumentsAt(stack, `aws_iam_role_policy.${id}`);
  values['policy'] = change(String(values['policy']));
};

/** Adds one statement to the policy of a function's role. */
export const allow = (stack: Stack, id: string, action: string, ...[resource]: [string]): void =>
  rewritePolicy(stack, id, (policy) =>
    policy.replace(
      '"Statement":[',
      `"Statement":[${JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource })},`,
    ),
  );

/** What the rules find in a stack, without what the operators suppress. */
export const findingsOf = (stack: Stack, suppressions = ownSuppressions()): readonly Finding[] =>
  assess(
    { surface: surfaceOfResources(synthesizedResources(stack), archives), problems: [] },
    { now: today, suppressions },
  ).findings;
