import type { Names } from '../naming.ts';
import type { LiveSystem } from './adoption.ts';
import { adoptedFunctions } from './adoption.ts';

/** One `import` block: an address of the stack and the id that Terraform finds the live resource by. */
export type ImportBlock = { readonly to: string; readonly id: string };

type AdoptedNames = Pick<Names, 'loginDomain' | 'identityProvider'> & {
  /** Names in AWS by the folder of the app. */
  readonly functionNames: Readonly<Record<string, string>>;
};

/**
 * Every live resource and its address. The forms of the ids are the provider's own ("Import" of each resource in
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs).
 */
export const importBlocks = (live: LiveSystem, names: AdoptedNames): readonly ImportBlock[] => [
  ...webSocketBlocks(live.webSocket),
  ...restBlocks(live),
  ...functionBlocks(live, names),
  { to: 'aws_cognito_user_pool.login', id: live.login.userPoolId },
  { to: 'aws_cognito_user_pool_client.login', id: `${live.login.userPoolId}/${live.login.clientId}` },
  { to: 'aws_cognito_user_pool_domain.login', id: names.loginDomain },
  { to: 'aws_cognito_identity_provider.login', id: `${live.login.userPoolId}:${names.identityProvider}` },
];

const webSocketBlocks = ({ apiId, stageName, routes, integrations }: LiveSystem['webSocket']): ImportBlock[] => [
  { to: 'aws_apigatewayv2_api.web-socket', id: apiId },
  ...Object.entries(routes).map(([folder, id]) => ({
    to: `aws_apigatewayv2_route.route_${folder}`,
    id: `${apiId}/${id}`,
  })),
  ...Object.entries(integrations).map(([folder, id]) => ({
    to: `aws_apigatewayv2_integration.route_${folder}`,
    id: `${apiId}/${id}`,
  })),
  { to: 'aws_apigatewayv2_stage.live_web-socket', id: `${apiId}/${stageName}` },
];

const restBlocks = ({ rest }: LiveSystem): ImportBlock[] => {
  const method = `${rest.apiId}/${rest.sessionResourceId}/GET`;
  return [
    { to: 'aws_api_gateway_rest_api.rest', id: rest.apiId },
    { to: 'aws_api_gateway_resource.rest_path_sessions', id: `${rest.apiId}/${rest.sessionsResourceId}` },
    { to: 'aws_api_gateway_resource.rest_path_sessions-sessionId', id: `${rest.apiId}/${rest.sessionResourceId}` },
    { to: 'aws_api_gateway_method.rest_path_get-sessions-sessionId', id: method },
    { to: 'aws_api_gateway_integration.rest_path_get-sessions-sessionId', id: method },
    { to: 'aws_api_gateway_stage.live_rest', id: `${rest.apiId}/${rest.stageName}` },
  ];
};

const functionBlocks = ({ rest, logGroups }: LiveSystem, { functionNames }: AdoptedNames): ImportBlock[] => {
  const nameOf = (folder: string): string => functionNames[folder] ?? folder;
  return [
    ...adoptedFunctions.map((folder) => ({ to: `aws_lambda_function.${folder}`, id: nameOf(folder) })),
    ...logGroups.map((folder) => ({ to: `aws_cloudwatch_log_group.${folder}`, id: `/aws/lambda/${nameOf(folder)}` })),
    {
      to: 'aws_lambda_permission.live_get-session-messages',
      id: `${nameOf('get-session-messages')}/${rest.permissionStatementId}`,
    },
  ];
};
