import { GetIntegrationCommand, GetMethodCommand, GetResourceCommand } from '@aws-sdk/client-api-gateway';
import { GetRouteCommand, GetIntegrationCommand as GetRouteIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { LiveSystem } from '@tarotchat/infra';
import type { AwsClients } from './aws-clients.ts';

/** What old clients get, by entry point: who may come in, and which code answers with which rights. */
export type OldClientsView = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Follows routes and method to the code that runs in the end, be it a function or a version of it. */
export const oldClientsView = async (clients: AwsClients, live: LiveSystem): Promise<OldClientsView> => {
  const routes = await Promise.all(
    Object.entries(live.webSocket.routes).map(async ([folder, RouteId]) => {
      const route = await clients.gatewayV2.send(new GetRouteCommand({ ApiId: live.webSocket.apiId, RouteId }));
      const IntegrationId = route.Target?.replace('integrations/', '');
      const integration = await clients.gatewayV2.send(
        new GetRouteIntegrationCommand({ ApiId: live.webSocket.apiId, IntegrationId }),
      );
      const { AuthorizationType: authorization, RouteResponseSelectionExpression: response } = route;
      // Taken back it is empty, before it was not there.
      return [
        folder,
        { authorization, response: response || undefined, ...(await codeBehind(clients, integration.IntegrationUri)) },
      ] as const;
    }),
  );
  return {
    ...Object.fromEntries(routes),
    'GET /sessions/…': await method(clients, live),
    login: await login(clients, live),
  };
};

const method = async (clients: AwsClients, { rest }: LiveSystem) => {
  const at = { restApiId: rest.apiId, resourceId: rest.sessionResourceId };
  const { uri } = await clients.gateway.send(new GetIntegrationCommand({ ...at, httpMethod: 'GET' }));
  const { authorizationType } = await clients.gateway.send(new GetMethodCommand({ ...at, httpMethod: 'GET' }));
  const { path } = await clients.gateway.send(new GetResourceCommand(at));
  return { authorization: authorizationType, path, ...(await codeBehind(clients, uri)) };
};

/** The callbacks and flows that old clients use; more of them harm nobody. */
const login = async ({ cognito }: AwsClients, { login: { userPoolId, clientId, ...used } }: LiveSystem) => {
  const { UserPoolClient: client } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  return {
    callbackUrls: used.callbackUrls.filter((url) => client?.CallbackURLs?.includes(url)),
    explicitAuthFlows: used.explicitAuthFlows.filter((flow) => client?.ExplicitAuthFlows?.some((has) => has === flow)),
  };
};

const codeBehind = async ({ lambda }: AwsClients, uri = '') => {
  const [, FunctionName, Qualifier] = /:function:([\w-]+)(?::(\w+))?\/invocations$/.exec(uri) ?? [];
  const { CodeSha256, Handler, Role, Runtime } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) }),
  );
  return { function: FunctionName, CodeSha256, Handler, Role, Runtime };
};
