import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { type AwsClients, liveRegions } from './aws-clients.ts';
import type { FunctionArns } from './build-functions.ts';
import type { LiveAnswers } from './live-answers.ts';

const functionName = 'tarotchat_getsessionmsg';

/** The REST API: `GET /sessions/{…}` without authorizer, its function's policy, and a stage. */
export const buildRestApi = async (
  { gateway, lambda }: AwsClients,
  { restApi, functionPolicy }: LiveAnswers,
  functionArns: FunctionArns,
): Promise<string> => {
  const { name, apiKeySource, endpointConfiguration } = restApi;
  const { id: restApiId = '' } = await gateway.send(
    new CreateRestApiCommand({ name, apiKeySource, endpointConfiguration }),
  );
  const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const below = async (parentId: string, pathPart: string): Promise<string> => {
    const { id = '' } = await gateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
    return id;
  };
  const resourceId = await below(await below(items[0]?.id ?? '', 'sessions'), '{id}');

  const at = { restApiId, resourceId, httpMethod: 'GET' };
  const arn = functionArns.get(functionName) ?? '';
  await gateway.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...at,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:${liveRegions.apis}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  for (const { Sid, Action, Principal, Condition } of functionPolicy.Statement) {
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: functionName,
        StatementId: Sid,
        Action,
        Principal: Principal.Service,
        SourceArn: Condition.ArnLike['AWS:SourceArn']?.replace(/(execute-api:[^:]+:[^:]+:)\w+/, `$1${restApiId}`),
      }),
    );
  }
  return restApiId;
};
