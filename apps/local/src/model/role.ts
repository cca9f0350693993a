import * as z from 'zod/mini';
import { type PolicyStatement, parsePolicy } from '../iam/policy.ts';
import type { Resolver } from '../terraform/resolver.ts';
import { manyBlocks, readAttributes, readResources, textAttribute } from './read-resource.ts';

/** A role and every statement that speaks for it. */
export type Role = {
  readonly roleName: string;
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
  /** ARNs of attached policies that the stack does not hold: AWS's own. What they allow is not known here. */
  readonly unknownPolicies: readonly string[];
};

const roleSchema = z.object({
  name: z.string(),
  inline_policy: z.optional(manyBlocks(z.object({ policy: z.optional(z.string()) }))),
});
const rolePolicySchema = z.object({ role: z.string(), policy: z.string() });
const attachmentSchema = z.object({ role: z.string(), policy_arn: z.string() });
const policySchema = z.object({ policy: z.string() });

/** Reads roles with their inline, attached and separately written policies. */
export const readRoles = (resolver: Resolver): Role[] => {
  const rolePolicies = readResources(resolver, 'aws_iam_role_policy', (resource) => {
    const { role, policy } = readAttributes(resource, rolePolicySchema);
    return { role, statements: parsePolicy(policy) };
  });
  const policies = new Map(
    readResources(resolver, 'aws_iam_policy', (resource) => [
      textAttribute(resource, 'arn'),
      parsePolicy(readAttributes(resource, policySchema).policy),
    ]),
  );
  const attached = readResources(resolver, 'aws_iam_role_policy_attachment', (resource) => {
    const { role, policy_arn } = readAttributes(resource, attachmentSchema);
    return { role, arn: policy_arn, statements: policies.get(policy_arn) };
  });

  return readResources(resolver, 'aws_iam_role', (resource) => {
    const body = readAttributes(resource, roleSchema);
    const inline = (body.inline_policy ?? []).flatMap(({ policy }) =>
      policy === undefined ? [] : parsePolicy(policy),
    );
    const own = attached.filter(({ role }) => role === body.name);
    const written = [...rolePolicies.filter(({ role }) => role === body.name), ...own];
    return {
      roleName: body.name,
      arn: textAttribute(resource, 'arn'),
      statements: [...inline, ...written.flatMap(({ statements }) => statements ?? [])],
      unknownPolicies: own.filter(({ statements }) => !statements).map(({ arn }) => arn),
    };
  });
};
