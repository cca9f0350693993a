import { GetAuthorizersCommand, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { GetApiCommand, GetIntegrationsCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeUserPoolClientCommand, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { AwsClients } from './aws-clients.ts';

/**
 * The calls of the live system's own document against what Terraform made. Routes by their key, integrations by that of
 * their route, statements of the function's policy by the source that they allow.
 *
 * @param ids - by address, from the state.
 */
export const presentAnswers = async (clients: AwsClients, ids: ReadonlyMap<string, string>) => {
  const { cognito, gateway, lambda } = clients;
  const UserPoolId = ids.get('aws_cognito_user_pool.login');
  const ClientId = ids.get('aws_cognito_user_pool_client.login');
  const restApiId = ids.get('aws_api_gateway_rest_api.rest');
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const { items } = await gateway.send(new GetAuthorizersCommand({ restApiId }));
  const policy = await lambda.send(new GetPolicyCommand({ FunctionName: 'tarotchat_getsessionmsg' }));
  return {
    ...(await webSocketAnswers(clients, ids.get('aws_apigatewayv2_api.web-socket') ?? '')),
    restApi: await gateway.send(new GetRestApiCommand({ restApiId })),
    restAuthorizers: items,
    functionPolicy: sourcesOf(policy.Policy ?? ''),
    userPool: UserPool,
    userPoolClient: UserPoolClient,
  };
};

const webSocketAnswers = async ({ gatewayV2 }: AwsClients, ApiId: string) => {
  const { Items: routes = [] } = await gatewayV2.send(new GetRoutesCommand({ ApiId }));
  const { Items: integrations = [] } = await gatewayV2.send(new GetIntegrationsCommand({ ApiId }));
  return {
    webSocketApi: await gatewayV2.send(new GetApiCommand({ ApiId })),
    routes: Object.fromEntries(routes.map((route) => [route.RouteKey ?? '', route])),
    integrations: Object.fromEntries(
      routes.map(({ RouteKey, Target }) => [
        RouteKey ?? '',
        integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`),
      ]),
    ),
  };
};

const policySchema = z.object({
  Statement: z.array(z.object({ Condition: z.object({ ArnLike: z.record(z.string(), z.string()) }) })),
});

/** What may invoke the function, without account and API id. */
export const sourcesOf = (policy: string): readonly string[] =>
  z
    .parse(policySchema, JSON.parse(policy))
    .Statement.map(({ Condition }) => (Condition.ArnLike['AWS:SourceArn'] ?? '').replace(/^([^:]*:){5}\w+/, ''));
