import { completeListing } from '../fact.ts';
import type { Surface } from '../surface.ts';
import { type ArchiveOf, noArchives } from './bundled-operations.ts';
import { functionsOf } from './functions.ts';
import { clientsOf, poolsOf } from './logins.ts';
import { indexResources, type Resource } from './resource.ts';
import { customDomains, restApis } from './rest-apis.ts';
import { rolesOf } from './roles.ts';
import { alarmsOf, logGroupsOf, queuesOf, tablesOf } from './stores.ts';
import { nameOf, websocketApis } from './websocket-apis.ts';

/** The auth surface that a set of Terraform resources makes; what is not among them is not there. */
export const surfaceOfResources = (all: readonly Resource[], archiveOf: ArchiveOf = noArchives): Surface => {
  const resources = indexResources(all);
  return {
    apis: completeListing([...websocketApis(resources), ...restApis(resources)], 'the APIs of this configuration'),
    functions: completeListing(functionsOf(resources, archiveOf), 'aws_lambda_function'),
    roles: completeListing(rolesOf(resources), 'aws_iam_role'),
    pools: completeListing(poolsOf(resources), 'aws_cognito_user_pool'),
    clients: completeListing(clientsOf(resources), 'aws_cognito_user_pool_client'),
    identityPools: completeListing(
      resources.ofType('aws_cognito_identity_pool').map((pool) => nameOf(pool, 'identity_pool_name')),
      'aws_cognito_identity_pool',
    ),
    logGroups: completeListing(logGroupsOf(resources), 'aws_cloudwatch_log_group'),
    alarms: completeListing(alarmsOf(resources), 'aws_cloudwatch_metric_alarm'),
    tables: completeListing(tablesOf(resources), 'aws_dynamodb_table'),
    queues: completeListing(queuesOf(resources), 'aws_sqs_queue'),
    customDomains: completeListing(customDomains(resources), 'the custom domains of this configuration'),
  };
};
