import type { Plan, ResourceChange } from '../terraform/plan-document.ts';

/** What happens to a resource. */
export type Fate = 'create' | 'update' | 'replace' | 'destroy' | 'import' | 'forget' | 'stay';

/** The fate of a resource; an import that changes nothing is an import, one that changes something an update. */
export const fateOf = ({ actions, importing }: ResourceChange): Fate => {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  if (actions.includes('create')) return 'create';
  if (actions.includes('update')) return 'update';
  if (actions.includes('forget')) return 'forget';
  return importing ? 'import' : 'stay';
};

/** How many resources have which fate. */
export const countFates = ({ changes }: Plan): Readonly<Record<Fate, number>> => {
  const counts = { create: 0, update: 0, replace: 0, destroy: 0, import: 0, forget: 0, stay: 0 };
  for (const change of changes) counts[fateOf(change)] += 1;
  return counts;
};

/** Types that hold what cannot be made again: people's accounts and data, and ids that others point at. */
const stateful = new Set([
  'aws_api_gateway_rest_api',
  'aws_apigatewayv2_api',
  'aws_cognito_identity_provider',
  'aws_cognito_user',
  'aws_cognito_user_pool',
  'aws_cognito_user_pool_client',
  'aws_cognito_user_pool_domain',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_efs_file_system',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_sqs_queue',
  'aws_cloudfront_distribution',
]);

/** True where a destroy loses something for good. */
export const isStateful = ({ type }: ResourceChange): boolean => stateful.has(type);
