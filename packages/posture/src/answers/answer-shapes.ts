import * as z from 'zod/mini';

const text = z.string();
const items = <T extends z.core.$ZodLooseShape>(key: string, item: T) =>
  z.looseObject({ [key]: z.array(z.looseObject(item)) });

/**
 * The calls whose answers the readers take in, by the AWS CLI's names, each with the part of its shape that tells it
 * from the answer of another call.
 */
export const answerShapes = {
  'apigatewayv2-get-api': z.looseObject({ ApiId: text, ProtocolType: text }),
  'apigatewayv2-get-apis': items('Items', { ApiId: text, ProtocolType: text }),
  'apigatewayv2-get-routes': items('Items', { RouteKey: text }),
  'apigatewayv2-get-integrations': items('Items', { IntegrationId: text }),
  'apigatewayv2-get-authorizers': items('Items', { AuthorizerId: text }),
  'apigatewayv2-get-stages': items('Items', { StageName: text }),
  'apigatewayv2-get-domain-names': items('Items', { DomainName: text }),
  'apigatewayv2-get-api-mappings': items('Items', { ApiId: text }),
  'apigateway-get-rest-api': z.looseObject({ id: text, name: text }),
  'apigateway-get-rest-apis': items('items', { id: text, name: text }),
  'apigateway-get-resources': items('items', { path: text }),
  'apigateway-get-authorizers': items('items', { id: text, type: text }),
  'apigateway-get-stages': items('item', { stageName: text }),
  'lambda-list-functions': items('Functions', { FunctionName: text }),
  'lambda-get-function-configuration': z.looseObject({ FunctionName: text }),
  'lambda-get-policy': z.looseObject({ Policy: text }),
  'lambda-list-function-url-configs': items('FunctionUrlConfigs', { AuthType: text }),
  'iam-get-account-authorization-details': items('RoleDetailList', { RoleName: text }),
  'cognito-idp-list-user-pools': items('UserPools', { Id: text, Name: text }),
  'cognito-idp-list-user-pool-clients': items('UserPoolClients', { ClientId: text, UserPoolId: text }),
  'cognito-idp-describe-user-pool': z.looseObject({ UserPool: z.looseObject({ Id: text, Name: text }) }),
  'cognito-idp-describe-user-pool-client': z.looseObject({
    UserPoolClient: z.looseObject({ ClientId: text, UserPoolId: text }),
  }),
  'logs-describe-log-groups': items('logGroups', { logGroupName: text }),
  'cloudwatch-describe-alarms': items('MetricAlarms', { AlarmName: text }),
} as const;

/** Name of a call, as `<service>-<command>`. */
export type AnsweredCall = keyof typeof answerShapes;

/** True for a call whose answers are read. */
export const isAnsweredCall = (name: string): name is AnsweredCall => Object.hasOwn(answerShapes, name);
