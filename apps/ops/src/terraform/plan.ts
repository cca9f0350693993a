import * as z from 'zod/mini';
import { Stop } from '../stop.ts';

const path = z.array(z.union([z.string(), z.number()]));
const changeSchema = z.object({
  address: z.string(),
  type: z.string(),
  mode: z._default(z.string(), 'managed'),
  action_reason: z.optional(z.string()),
  change: z.object({
    actions: z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget'])),
    before: z.optional(z.unknown()),
    after: z.optional(z.unknown()),
    before_sensitive: z.optional(z.unknown()),
    after_sensitive: z.optional(z.unknown()),
    after_unknown: z.optional(z.unknown()),
    replace_paths: z.optional(z.array(path)),
    importing: z.optional(z.looseObject({ id: z.optional(z.string()) })),
  }),
});

/**
 * What `terraform show -json` says of a plan, as far as it is judged here.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
const planSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string(),
  errored: z.optional(z.boolean()),
  applyable: z.optional(z.boolean()),
  resource_changes: z._default(z.array(changeSchema), []),
  planned_values: z.object({
    outputs: z._default(z.record(z.string(), z.object({ value: z.optional(z.unknown()) })), {}),
  }),
});

export type Plan = z.output<typeof planSchema>;
export type ResourceChange = z.output<typeof changeSchema>;

/**
 * Reads the JSON of a plan.
 *
 * @throws Stop `BAD_PLAN` where it is none; the text itself is never quoted, it may hold secrets.
 */
export const parsePlan = (text: string, source: string): Plan => {
  try {
    return z.parse(planSchema, JSON.parse(text));
  } catch (cause) {
    throw new Stop('BAD_PLAN', `${source} is no plan: give what "terraform show -json <plan file>" prints`, { cause });
  }
};

/** Both are one in Terraform: the old goes and a new one comes, in either order. */
export const isReplaced = ({ change: { actions } }: ResourceChange): boolean =>
  actions.includes('delete') && actions.includes('create');

export const isDestroyed = ({ change: { actions } }: ResourceChange): boolean =>
  actions.includes('delete') && !actions.includes('create');

/** How many of each: what the last line of a plan says. */
export const countChanges = (plan: Plan) => {
  const changes = plan.resource_changes.filter(({ mode }) => mode === 'managed');
  const count = (predicate: (change: ResourceChange) => boolean) => changes.filter(predicate).length;
  return {
    imported: count(({ change }) => change.importing !== undefined),
    added: count((change) => change.change.actions.includes('create') && !isReplaced(change)),
    changed: count(({ change }) => change.actions.includes('update')),
    replaced: count(isReplaced),
    destroyed: count(isDestroyed),
  };
};
