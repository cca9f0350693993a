import { createHash } from 'node:crypto';
import { Lazy, type TerraformResource } from 'cdktf';

/**
 * The triggers of a REST API deployment. A stage serves the API as it was when deployed, so a change to anything that is
 * served has to make a new deployment, and nothing else may.
 *
 * @param served - everything whose definition the stage serves.
 * @param attributes - references that change without a change of definition, such as a renamed function's ARN.
 */
export const redeploymentTriggers = (
  served: readonly TerraformResource[],
  attributes: Readonly<Record<string, string>>,
): Record<string, string> => ({
  definition: Lazy.stringValue({
    // At synth, when overrides and aspects have been applied too.
    produce: (context) => sha256(JSON.stringify(served.map((resource) => context.resolve(resource.toTerraform())))),
  }),
  ...attributes,
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
