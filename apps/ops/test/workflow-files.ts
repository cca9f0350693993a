import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..', '..');

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const environmentSchema = z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {});

const stepSchema = z.looseObject({
  id: z.optional(z.string()),
  uses: z.optional(z.string()),
  run: z.optional(z.string()),
  shell: z.optional(z.string()),
  with: z.optional(z.record(z.string(), z.unknown())),
  env: environmentSchema,
});
/** One step of a job or of a composite action. */
export type Step = z.infer<typeof stepSchema>;

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write']));

const jobSchema = z.looseObject({
  uses: z.optional(z.string()),
  permissions: z.optional(permissionsSchema),
  'timeout-minutes': z.optional(z.number()),
  steps: z._default(z.array(stepSchema), []),
});
export type Job = z.infer<typeof jobSchema>;

const workflowSchema = z.looseObject({
  on: z.union([z.string(), z.record(z.string(), z.unknown())]),
  permissions: z.optional(permissionsSchema),
  concurrency: z.optional(z.looseObject({ group: z.string() })),
  jobs: z.record(z.string(), jobSchema),
});

const actionSchema = z.looseObject({
  inputs: z._default(z.record(z.string(), z.unknown()), {}),
  runs: z.looseObject({ steps: z.array(stepSchema) }),
});

/** A composite action of ours, by what a step says in `uses`. */
export const ownAction = (uses: string) => actionSchema.parse(parse(read(join(uses, 'action.yml'))));

/** Each workflow with its path and its text. */
export const workflows = globSync('.github/workflows/*.yml', { cwd: root })
  .toSorted()
  .map((path) => ({ path, text: read(path), ...workflowSchema.parse(parse(read(path))) }));

/** Jobs of all workflows. */
export const jobs = workflows.flatMap(({ path, jobs: named }) =>
  Object.entries(named).map(([name, job]) => ({ name: `${path} ${name}`, job })),
);

/** Steps of all workflows and composite actions. */
export const steps: readonly { readonly name: string; readonly step: Step }[] = [
  ...jobs.flatMap(({ name, job }) => job.steps.map((step) => ({ name, step }))),
  ...globSync('.github/actions/*', { cwd: root }).flatMap((path) =>
    ownAction(path).runs.steps.map((step) => ({ name: path, step })),
  ),
];

/** Variables that the stacks of dev and prod want and have no default for. */
export const requiredVariables = (): readonly string[] => {
  const stackSchema = z.looseObject({ variable: z.record(z.string(), z.record(z.string(), z.unknown())) });
  return ['dev', 'prod'].flatMap((environment) => {
    const stack = stackSchema.parse(JSON.parse(read(`infra/cdktf.out/stacks/tarotchat-${environment}/cdk.tf.json`)));
    return Object.entries(stack.variable).flatMap(([name, variable]) => ('default' in variable ? [] : [name]));
  });
};
