import { isDestroyed, isReplaced, type Plan, type ResourceChange } from '../terraform/plan.ts';

/** Types that hold what people, Kakao or the page rely on: their data, or an id that AWS gives only once. */
export const statefulTypes: ReadonlySet<string> = new Set([
  'aws_cognito_user_pool',
  'aws_cognito_user_pool_client',
  'aws_cognito_user_pool_domain',
  'aws_cognito_identity_provider',
  'aws_dynamodb_table',
  'aws_sqs_queue',
  'aws_apigatewayv2_api',
  'aws_api_gateway_rest_api',
  'aws_lambda_function',
]);

export type GateSettings = {
  /** The environment that this plan has to be of. */
  readonly environment: string;
  /** Addresses that were imported at some time, now or in an earlier run. */
  readonly adopted: ReadonlySet<string>;
  /** Addresses that a person has named on purpose: these may go. */
  readonly allowed: ReadonlySet<string>;
  /** True for an environment that exists already and has to be imported rather than made anew. */
  readonly mustBeAdopted: boolean;
};

/** One reason not to apply: a line for the terminal. */
export type Refusal = { readonly address: string; readonly attributes: readonly string[]; readonly line: string };

/**
 * Judges a plan before it is applied: what is imported or stateful is neither destroyed nor replaced, a plan of another
 * environment is refused, and a live system is not built a second time.
 */
export const judgePlan = (plan: Plan, settings: GateSettings): readonly Refusal[] => [
  ...ofAnotherEnvironment(plan, settings),
  ...plan.resource_changes.flatMap((change) => judgeChange(change, settings)),
];

const ofAnotherEnvironment = (plan: Plan, { environment }: GateSettings): readonly Refusal[] => {
  const planned = plan.planned_values.outputs['environment']?.value;
  if (planned === environment) return [];
  const said = typeof planned === 'string' ? `is a plan of ${planned}` : 'does not say of which environment it is';
  return [{ address: 'output.environment', attributes: [], line: `this ${said}, not of ${environment}` }];
};

const judgeChange = (change: ResourceChange, settings: GateSettings): readonly Refusal[] => {
  const { address, type } = change;
  const { importing, actions, replace_paths: paths = [] } = change.change;
  if (change.mode !== 'managed' || settings.allowed.has(address)) return [];
  const refuse = (attributes: readonly string[], what: string) => [{ address, attributes, line: `${address} ${what}` }];

  const kept = importing !== undefined || settings.adopted.has(address) || statefulTypes.has(type);
  if (kept && isReplaced(change)) {
    if (change.action_reason === 'replace_because_tainted')
      return refuse(
        [],
        `would be replaced, because an interrupted apply left it tainted: look at it, then terraform untaint ${address}`,
      );
    const attributes = paths.map(dotted);
    return refuse(attributes, `would be replaced, because of ${attributes.join(', ') || 'a change of its whole'}`);
  }
  if (kept && isDestroyed(change)) return refuse([], 'would be destroyed');
  if (kept && actions.includes('forget')) return refuse([], 'would be forgotten by Terraform');
  if (settings.mustBeAdopted && settings.adopted.has(address) && actions.includes('create'))
    return refuse([], 'would be made a second time: it is live and has to be imported');
  return [];
};

const dotted = (path: readonly (string | number)[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
