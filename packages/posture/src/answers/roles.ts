import { completeListing, type Listing, partialListing } from '../fact.ts';
import { elements, type JsonNode, member } from '../json-node.ts';
import { parsePolicy, type Statement } from '../statement.ts';
import type { Role } from '../surface.ts';
import { type Answers, callFor } from './answers.ts';

const call = 'iam-get-account-authorization-details';

/** The roles of the account's authorization details, with the policies of the account's own resolved. */
export const rolesOf = (answers: Answers): Listing<Role> => {
  const [answer] = answers.all(call);
  if (!answer) return partialListing([], callFor(call, '--filter Role LocalManagedPolicy'));
  const ownPolicies = new Map(
    answers.items(call, 'Policies').map((policy) => [String(member(policy, 'Arn').value), policy]),
  );
  return completeListing(
    answers.items(call, 'RoleDetailList').map((role) => roleOf(role, ownPolicies)),
    answer.node.where,
  );
};

const roleOf = (role: JsonNode, ownPolicies: ReadonlyMap<string, JsonNode>): Role => {
  const attached = elements(member(role, 'AttachedManagedPolicies')).map((policy) =>
    String(member(policy, 'PolicyArn').value),
  );
  const isAws = (arn: string) => arn.startsWith('arn:aws:iam::aws:policy/');
  const inline = elements(member(role, 'RolePolicyList')).map((policy) => member(policy, 'PolicyDocument'));
  const own = attached.filter((arn) => !isAws(arn)).map((arn) => defaultVersion(ownPolicies.get(arn), arn));
  return {
    name: String(member(role, 'RoleName').value),
    trust: statementsOf([member(role, 'AssumeRolePolicyDocument')]),
    statements: statementsOf([...inline, ...own]),
    managedPolicies: completeListing(attached.filter(isAws), member(role, 'AttachedManagedPolicies').where),
    where: role.where,
  };
};

const defaultVersion = (policy: JsonNode | undefined, arn: string): JsonNode => {
  const missing = { value: undefined, where: arn };
  if (!policy) return missing;
  const current = elements(member(policy, 'PolicyVersionList')).find(
    (version) => member(version, 'IsDefaultVersion').value === true,
  );
  return current ? member(current, 'Document') : missing;
};

const statementsOf = (documents: readonly JsonNode[]): Listing<Statement> => {
  const parsed = documents.map(({ value, where }) => ({ where, statements: parsePolicy(value, where) }));
  const items = parsed.flatMap(({ statements }) => statements ?? []);
  const unread = parsed.find(({ statements }) => statements === undefined);
  return unread ? partialListing(items, unread.where) : completeListing(items, 'its policies');
};
