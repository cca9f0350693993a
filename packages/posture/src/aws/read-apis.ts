import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
  GetAuthorizersCommand as GetRestAuthorizersCommand,
  GetStagesCommand as GetRestStagesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { elements, type JsonNode, member } from '../json-node.ts';
import type { Asking } from './asking.ts';
import type { AwsConnection } from './aws-connection.ts';
import { everyPage } from './every-page.ts';
import { withFallback } from './with-fallback.ts';

export type ApiScope = {
  readonly region: string;
  readonly wants: (name: string) => boolean;
  readonly connection?: AwsConnection;
};

const v2Pages = { list: 'Items', token: 'NextToken' };
const restPages = { list: 'items', token: 'position' };

/** Keeps the elements of a list that are wanted, before anything else is asked about them. */
const only = (
  answer: Readonly<Record<string, unknown>>,
  list: string,
  wants: (element: JsonNode) => boolean,
): object => ({
  ...answer,
  [list]: elements({ value: answer[list], where: list })
    .filter(wants)
    .map(({ value }) => value),
});

const textOf = (node: JsonNode, name: string): string => String(member(node, name).value ?? '');

/** WebSocket and HTTP APIs with their routes, integrations, authorizers, stages and domains. */
export const readWebsocketApis = async ({ ask }: Asking, { region, wants, connection }: ApiScope): Promise<void> => {
  const client = new ApiGatewayV2Client({ region, ...connection });
  const apis = await ask('apigatewayv2-get-apis', '', async () =>
    only(await everyPage((NextToken) => client.send(new GetApisCommand({ NextToken })), v2Pages), 'Items', (api) =>
      wants(textOf(api, 'Name')),
    ),
  );
  for (const api of apis ? elements(member(apis, 'Items')) : []) {
    const ApiId = textOf(api, 'ApiId');
    const routes = await ask('apigatewayv2-get-routes', ApiId, () =>
      everyPage((NextToken) => client.send(new GetRoutesCommand({ ApiId, NextToken })), v2Pages),
    );
    await ask('apigatewayv2-get-integrations', ApiId, () =>
      everyPage((NextToken) => client.send(new GetIntegrationsCommand({ ApiId, NextToken })), v2Pages),
    );
    await ask('apigatewayv2-get-authorizers', ApiId, () =>
      withFallback(
        () => everyPage((NextToken) => client.send(new GetAuthorizersCommand({ ApiId, NextToken })), v2Pages),
        async () => ({
          Items: await Promise.all(
            authorizerIds(routes).map((AuthorizerId) => client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId }))),
          ),
        }),
      ),
    );
    await ask('apigatewayv2-get-stages', ApiId, () =>
      everyPage((NextToken) => client.send(new GetStagesCommand({ ApiId, NextToken })), v2Pages),
    );
  }
  const domains = await ask('apigatewayv2-get-domain-names', '', () =>
    everyPage((NextToken) => client.send(new GetDomainNamesCommand({ NextToken })), v2Pages),
  );
  for (const domain of domains ? elements(member(domains, 'Items')) : []) {
    const DomainName = textOf(domain, 'DomainName');
    await ask('apigatewayv2-get-api-mappings', DomainName, () =>
      everyPage((NextToken) => client.send(new GetApiMappingsCommand({ DomainName, NextToken })), v2Pages),
    );
  }
  client.destroy();
};

/** The authorizers that routes use. */
const authorizerIds = (routes: JsonNode | undefined): readonly string[] => [
  ...new Set(
    (routes ? elements(member(routes, 'Items')) : [])
      .map((route) => textOf(route, 'AuthorizerId'))
      .filter((id) => id !== ''),
  ),
];

/** REST APIs with their methods, authorizers and stages. */
export const readRestApis = async ({ ask }: Asking, { region, wants, connection }: ApiScope): Promise<void> => {
  const client = new APIGatewayClient({ region, ...connection });
  const apis = await ask('apigateway-get-rest-apis', '', async () =>
    only(await everyPage((position) => client.send(new GetRestApisCommand({ position })), restPages), 'items', (api) =>
      wants(textOf(api, 'name')),
    ),
  );
  for (const api of apis ? elements(member(apis, 'items')) : []) {
    const restApiId = textOf(api, 'id');
    await ask('apigateway-get-resources', restApiId, () =>
      everyPage(
        (position) => client.send(new GetResourcesCommand({ restApiId, position, embed: ['methods'] })),
        restPages,
      ),
    );
    await ask('apigateway-get-authorizers', restApiId, () =>
      everyPage((position) => client.send(new GetRestAuthorizersCommand({ restApiId, position })), restPages),
    );
    await ask('apigateway-get-stages', restApiId, () => client.send(new GetRestStagesCommand({ restApiId })));
  }
  client.destroy();
};
