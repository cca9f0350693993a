import { completeListing, type Listing, partialListing } from '../fact.ts';
import { arrayOf, objectOf, stringsOf } from '../json.ts';
import { isDeferred } from '../json-node.ts';
import { parsePolicy, type Statement } from '../statement.ts';
import type { Role } from '../surface.ts';
import type { Resource, Resources } from './resource.ts';
import { nameOf } from './websocket-apis.ts';

/** Roles with everything that they allow. */
export const rolesOf = (resources: Resources): readonly Role[] =>
  resources.ofType('aws_iam_role').map((role) => {
    const attached = (type: string) =>
      resources.ofType(type).filter(({ values }) => isRole(resources, values['role'], role));
    const policies = [
      ...attached('aws_iam_role_policy').map(({ address, values }) => ({
        policy: values['policy'],
        where: `${address}.policy`,
      })),
      ...arrayOf(role.values['inline_policy']).map((inline) => ({
        policy: objectOf(inline)['policy'],
        where: `${role.address}.inline_policy`,
      })),
      ...customerPolicies(resources, role),
    ].filter(({ policy }) => policy !== undefined && policy !== null);
    return {
      name: nameOf(role),
      trust: statementsOf([{ policy: role.values['assume_role_policy'], where: `${role.address}.assume_role_policy` }]),
      statements: statementsOf(policies),
      managedPolicies: completeListing(
        policyArns(resources, role).filter((arn) => arn.startsWith('arn:aws:iam::aws:policy/')),
        'aws_iam_role_policy_attachment',
      ),
      where: role.address,
    };
  });

const isRole = (resources: Resources, value: unknown, role: Resource): boolean =>
  resources.named(value, 'aws_iam_role') === role;

const policyArns = (resources: Resources, role: Resource): readonly string[] => [
  ...stringsOf(role.values['managed_policy_arns']),
  ...resources
    .ofType('aws_iam_role_policy_attachment')
    .filter(({ values }) => isRole(resources, values['role'], role))
    .flatMap(({ values }) => stringsOf(values['policy_arn'])),
  ...resources
    .ofType('aws_iam_policy_attachment')
    .filter(({ values }) => arrayOf(values['roles']).some((name) => isRole(resources, name, role)))
    .flatMap(({ values }) => stringsOf(values['policy_arn'])),
];

/** Policies of the account's own; one that is not in this configuration cannot be read. */
const customerPolicies = (resources: Resources, role: Resource) =>
  policyArns(resources, role)
    .filter((arn) => !arn.startsWith('arn:aws:iam::aws:policy/'))
    .map((arn) => {
      const policy = resources.named(arn, 'aws_iam_policy');
      return policy
        ? { policy: policy.values['policy'], where: `${policy.address}.policy` }
        : { policy: '', where: `the policy ${isDeferred(arn) ? 'attached' : arn} to ${role.address}` };
    });

type PolicySource = { readonly policy: unknown; readonly where: string };

const statementsOf = (policies: readonly PolicySource[]): Listing<Statement> => {
  const parsed = policies.map(({ policy, where }) => ({ where, statements: parsePolicy(policy, where) }));
  const items = parsed.flatMap(({ statements }) => statements ?? []);
  const [unread] = parsed.filter(({ statements }) => statements === undefined);
  return unread ? partialListing(items, unread.where) : completeListing(items, 'its policies');
};
