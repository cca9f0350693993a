import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import type { AwsClients } from './aws-clients.ts';
import type { FunctionArns } from './build-functions.ts';
import type { LiveAnswers } from './live-answers.ts';

/** The WebSocket API with three open routes and a stage that is called neither `ws` nor anything that is known. */
export const buildWebSocketApi = async (
  clients: AwsClients,
  { webSocketApi, routes, integrations }: LiveAnswers,
  functionArns: FunctionArns,
): Promise<string> => {
  const { gatewayV2 } = clients;
  const { Name, ProtocolType, RouteSelectionExpression, ApiKeySelectionExpression } = webSocketApi;
  const api = await gatewayV2.send(
    new CreateApiCommand({ Name, ProtocolType, RouteSelectionExpression, ApiKeySelectionExpression }),
  );
  const ApiId = api.ApiId ?? '';
  for (const { RouteKey, AuthorizationType, ApiKeyRequired, Target } of routes) {
    const integration = integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`);
    const name = /function:(\w+)/.exec(integration?.IntegrationUri ?? '')?.[1] ?? '';
    const arn = functionArns.get(name);
    if (!integration || !arn) throw new Error(`the route ${RouteKey} leads to no function`);
    const { IntegrationId: _, ...values } = integration;
    const created = await gatewayV2.send(
      new CreateIntegrationCommand({ ...values, ApiId, IntegrationUri: invokeArn(values.IntegrationUri, arn) }),
    );
    const target = `integrations/${created.IntegrationId}`;
    await gatewayV2.send(
      new CreateRouteCommand({ ApiId, RouteKey, AuthorizationType, ApiKeyRequired, Target: target }),
    );
    await permit(clients, name, `${arn.replace(/:lambda:(.*):function:.*/, ':execute-api:$1')}:${ApiId}/*/${RouteKey}`);
  }
  await gatewayV2.send(new CreateStageCommand({ ApiId, StageName: 'production' }));
  return ApiId;
};

/** The console adds it when a person chooses a function for a route. */
const permit = ({ lambda }: AwsClients, FunctionName: string, SourceArn: string) =>
  lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'made-by-the-console',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn,
    }),
  );

/** The live form, with the function's ARN of this account. */
const invokeArn = (liveUri: string, arn: string): string =>
  liveUri.replace(/functions\/.*\/invocations/, `functions/${arn}/invocations`);
