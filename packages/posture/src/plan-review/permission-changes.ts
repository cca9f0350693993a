import type { Statement } from '../statement.ts';
import type { Role, Surface } from '../surface.ts';

/** What a role may do more and less after the plan, one line for each action and resource. */
export type PermissionChange = {
  readonly role: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Policies whose text only the deployment will know. */
  readonly undecided: readonly string[];
};

/** Compares by what is allowed, not by how the policies are written; roles without a change are left out. */
export const permissionChanges = (before: Surface, after: Surface): readonly PermissionChange[] => {
  const [was, is] = [byName(before), byName(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted()
    .map((role): PermissionChange => {
      const [old, fresh] = [permissionsOf(was.get(role)), permissionsOf(is.get(role))];
      const undecided = undecidedOf(is.get(role));
      return {
        role,
        gained: [...fresh].filter((line) => !old.has(line)).toSorted(),
        // What an unread policy may still allow is not lost.
        lost: undecided.length > 0 ? [] : [...old].filter((line) => !fresh.has(line)).toSorted(),
        undecided,
      };
    })
    .filter(({ gained, lost, undecided }) => gained.length + lost.length + undecided.length > 0);
};

const byName = ({ roles }: Surface): ReadonlyMap<string, Role> => new Map(roles.items.map((role) => [role.name, role]));

const permissionsOf = (role: Role | undefined): ReadonlySet<string> =>
  new Set(
    role
      ? [
          ...role.statements.items.flatMap(permissionLines),
          ...role.managedPolicies.items.map((arn) => `everything of ${arn}`),
          ...role.trust.items.flatMap(({ effect, principals }) =>
            principals.map((principal) => `${effect === 'Deny' ? 'not ' : ''}assumed by ${principal}`),
          ),
        ]
      : [],
  );

const permissionLines = (statement: Statement): readonly string[] => {
  const { effect, actions, notActions, resources, notResources, conditions } = statement;
  const verbs = notActions.length > 0 ? [`everything but ${notActions.toSorted().join(', ')}`] : actions;
  const objects = notResources.length > 0 ? [`everything but ${notResources.toSorted().join(', ')}`] : resources;
  const when = Object.entries(conditions)
    .map(([name, values]) => `${name} ${values.toSorted().join(', ')}`)
    .toSorted()
    .join(' and ');
  return verbs.flatMap((verb) =>
    objects.map(
      (object) => `${effect === 'Deny' ? 'DENY ' : ''}${verb} on ${object}${when === '' ? '' : ` when ${when}`}`,
    ),
  );
};

const undecidedOf = (role: Role | undefined): readonly string[] =>
  role
    ? [role.statements, role.managedPolicies, role.trust].flatMap(({ complete }) =>
        complete.known ? [] : [complete.wouldTell],
      )
    : [];
