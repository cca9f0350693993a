import { broken, forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import { describeStatement, type Statement } from '../statement.ts';
import { covers } from '../statement-match.ts';
import type { Surface } from '../surface.ts';

export const roleShared: Rule = {
  id: 'role-shared',
  area: 'roles',
  severity: 'high',
  title: 'Functions share one role',
  attack:
    'A hole in the least important of them has the rights of all: who takes over the disconnect handler reads every conversation.',
  mend: 'Give each function a role of its own with exactly what it calls.',
  check: ({ functions }) => {
    const unseen = functions.items.flatMap(({ name, role }) =>
      role.known ? [] : [untold(`function ${name}`, role.wouldTell)],
    );
    const byRole = Map.groupBy(functions.items, ({ role }) => (role.known ? role.value : ''));
    byRole.delete('');
    const judged = [...byRole].map(([role, users]) =>
      users.length === 1
        ? holds(`role ${role}`)
        : broken(
            `role ${role}`,
            ...users.map(({ name, role: fact }) => ({ value: `${name} has it`, where: fact.known ? fact.where : '' })),
          ),
    );
    return [...judged, ...unseen];
  },
};

const forEachStatement = ({ roles }: Surface, isBroken: (statement: Statement) => boolean): readonly Outcome[] =>
  forEachOf(roles, 'roles', ({ name, statements }) => {
    const subject = `role ${name}`;
    const wrong = statements.items.filter((statement) => statement.effect === 'Allow' && isBroken(statement));
    if (wrong.length > 0) {
      return broken(
        subject,
        ...wrong.map((statement) => ({ value: describeStatement(statement), where: statement.where })),
      );
    }
    return statements.complete.known ? holds(subject) : untold(subject, statements.complete.wouldTell);
  });

export const roleWildcardAction: Rule = {
  id: 'role-wildcard-action',
  area: 'roles',
  severity: 'high',
  title: 'A role may do everything, or everything of a service',
  attack:
    'Code that is made to run with this role deletes tables, reads other queues, changes policies: the wildcard grows with each new action of AWS.',
  mend: 'Name the actions that the code calls.',
  check: (surface) =>
    forEachStatement(
      surface,
      ({ actions, notActions }) =>
        notActions.length > 0 || actions.some((action) => /^(\*|[a-z0-9-]+:\*)$/i.test(action)),
    ),
};

/** Actions that AWS authorizes on `*` only. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const withoutResource = [
  'xray:Put*',
  'xray:GetSampling*',
  'cloudwatch:PutMetricData',
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:*PrivateIpAddresses',
  'sts:GetCallerIdentity',
  'logs:CreateLogGroup',
  'logs:DescribeLogGroups',
];

export const roleWildcardResource: Rule = {
  id: 'role-wildcard-resource',
  area: 'roles',
  severity: 'medium',
  title: 'A role’s action is allowed on every resource',
  attack:
    'The function reaches every table, queue or pool of the account, those of other systems and environments among them.',
  mend: 'Name the ARNs; a wildcard belongs behind the part that is the function’s own.',
  check: (surface) =>
    forEachStatement(
      surface,
      ({ actions, resources, notResources }) =>
        (notResources.length > 0 ||
          resources.some((resource) => /^(\*|arn:aws:[a-z0-9-]*:[^:]*:[^:]*:\*)$/.test(resource))) &&
        // Everything of a service is another rule's.
        actions.some((action) => !/\*$/.test(action) && !withoutResource.some((pattern) => covers(pattern, action))),
    ),
};

const escalating = [
  'iam:*',
  'sts:AssumeRole',
  'lambda:UpdateFunctionCode',
  'lambda:AddPermission',
  'cognito-idp:AdminSetUserPassword',
];

/** Rights to gain rights. */
export const isEscalating = (action: string): boolean => escalating.some((pattern) => covers(pattern, action));

export const roleCanEscalate: Rule = {
  id: 'role-can-escalate',
  area: 'roles',
  severity: 'critical',
  title: 'A role may give itself or others more rights',
  attack:
    'Code in the function writes a policy, passes a stronger role or replaces another function’s code, and owns the account.',
  mend: 'Take these actions out of run-time roles; they belong to the deployment’s.',
  check: (surface) =>
    forEachStatement(surface, ({ actions }) =>
      // Wildcards over a whole service are another rule's.
      actions.some((action) => !/^(\*|[a-z0-9-]+:\*)$/i.test(action) && isEscalating(action)),
    ),
};

const wideManaged = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9_-]*FullAccess(_v\d+)?)$/;

export const roleManagedPolicyWide: Rule = {
  id: 'role-managed-policy-wide',
  area: 'roles',
  severity: 'high',
  title: 'A role has one of AWS’s full-access policies',
  attack: 'Code in the function does anything with that service, in every environment of the account.',
  mend: 'Replace it by a policy that names the actions and ARNs in use.',
  check: ({ roles }) =>
    forEachOf(roles, 'roles', ({ name, managedPolicies: { items, complete } }) => {
      const subject = `role ${name}`;
      const wide = items.filter((arn) => wideManaged.test(arn));
      if (wide.length === 0 && !complete.known) return untold(subject, complete.wouldTell);
      return wide.length === 0
        ? holds(subject)
        : broken(subject, ...wide.map((value) => ({ value, where: `policies of ${name}` })));
    }),
};

export const roleTrustWide: Rule = {
  id: 'role-trust-wide',
  area: 'roles',
  severity: 'critical',
  title: 'Everybody may assume the role',
  attack: 'Anybody with an AWS account assumes it and has its rights.',
  mend: 'Let the trust policy name the service: lambda.amazonaws.com.',
  check: ({ roles }) =>
    forEachOf(roles, 'roles', ({ name, trust: { items, complete } }) => {
      const open = items.filter(
        ({ effect, principals, conditions }) =>
          effect === 'Allow' &&
          principals.some((principal) => principal === '*' || principal === 'AWS:*') &&
          Object.keys(conditions).length === 0,
      );
      if (open.length > 0) {
        return broken(
          `role ${name}`,
          ...open.map((statement) => ({ value: describeStatement(statement), where: statement.where })),
        );
      }
      return judge(`role ${name}`, complete, { isBroken: () => false });
    }),
};
