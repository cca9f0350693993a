import * as z from 'zod/mini';
import type { Plan } from '../terraform/plan.ts';
import type { Terraform } from '../terraform/terraform.ts';

/**
 * What was being made when the apply was interrupted counts as broken: Terraform would make it anew, or refuse to where
 * it is protected. The runbook says to keep it; the next plan finds what is missing of it.
 */
export const untaint = async (terraform: Terraform): Promise<void> => {
  const { stdout } = await terraform({ args: ['show', '-json'], secret: true });
  for (const address of taintedIn(stdout)) await terraform({ args: ['untaint', address] });
};

/**
 * What was made in the very moment of the interruption is not in the state, so a second apply finds it there already.
 * As the runbook says it is imported; gives the addresses.
 */
export const importOrphans = async (
  terraform: Terraform,
  { planned, output }: { readonly planned: Plan; readonly output: string },
): Promise<readonly string[]> => {
  const orphans = alreadyThere(output);
  for (const address of orphans) {
    const { type = '', change } = planned.resource_changes.find((resource) => resource.address === address) ?? {};
    const id: unknown = Reflect.get(Object(change?.after), nameArguments[type] ?? 'name');
    if (typeof id === 'string') await terraform({ args: ['import', '-no-color', address, id], accepted: [1] });
  }
  return orphans;
};

/** These are imported by the name that they were given. */
const nameArguments: Readonly<Record<string, string>> = { aws_lambda_function: 'function_name' };

/** Addresses of the errors that say so; Terraform names the resource two lines below. */
export const alreadyThere = (output: string): readonly string[] =>
  output
    .split(/^.{0,2}Error: /m)
    .slice(1)
    .filter((error) => /already exist|AlreadyExists|ResourceInUse|ResourceConflict/i.test(error))
    .flatMap((error) => /^.{0,2}\s*with ([\w.-]+),/m.exec(error)?.[1] ?? []);

const stateSchema = z.object({
  values: z.optional(
    z.object({
      root_module: z.object({
        resources: z._default(z.array(z.object({ address: z.string(), tainted: z.optional(z.boolean()) })), []),
      }),
    }),
  ),
});

const taintedIn = (state: string): readonly string[] =>
  (z.parse(stateSchema, JSON.parse(state)).values?.root_module.resources ?? [])
    .filter(({ tainted }) => tainted === true)
    .map(({ address }) => address);
