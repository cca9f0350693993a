import { arrayOf, isObject, type JsonObject, objectOf, stringsOf } from '../json.ts';
import type { Plan } from './plan-document.ts';

/**
 * A refreshed role repeats the policies that other resources manage (`inline_policy`, `managed_policy_arns`), as they
 * were before the plan. They would hide what the plan changes: what is managed elsewhere is left out of the role. What
 * remains is on the role without Terraform, and stays there.
 */
export const withoutEchoes = (plan: Plan): ((values: JsonObject) => JsonObject) => {
  const managed = new Set(plan.changes.flatMap(({ type, before, after }) => [before, after].flatMap(nameOf(type))));
  return (values) => {
    const role = String(values['name']);
    return {
      ...values,
      ...(values['inline_policy'] !== undefined && {
        inline_policy: arrayOf(values['inline_policy']).filter(
          (inline) => !managed.has(`${role} inline ${String(objectOf(inline)['name'])}`),
        ),
      }),
      ...(Array.isArray(values['managed_policy_arns']) && {
        managed_policy_arns: stringsOf(values['managed_policy_arns']).filter(
          (arn) => !managed.has(`${role} attached ${arn}`),
        ),
      }),
    };
  };
};

const nameOf =
  (type: string) =>
  (values: unknown): readonly string[] => {
    if (!isObject(values)) return [];
    if (type === 'aws_iam_role_policy') return [`${String(values['role'])} inline ${String(values['name'])}`];
    if (type === 'aws_iam_role_policy_attachment')
      return [`${String(values['role'])} attached ${String(values['policy_arn'])}`];
    return [];
  };
