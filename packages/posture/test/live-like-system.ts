import {
  APIGatewayClient,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** An empty zip archive: its end-of-directory record alone. */
const emptyZip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');

const functionNames = ['tarotchat_connect', 'tarotchat_sendMessage'];
const region = 'us-east-1';

/** Builds a small system with the live one's faults, through the real SDK; clients take their endpoint from the environment. */
export const buildLiveLikeSystem = async (): Promise<void> => {
  const arns = await buildFunctions();
  await buildWebsocketApi(arns);
  await buildRestApi();
  await buildLogin();
};

const buildFunctions = async (): Promise<readonly string[]> => {
  const iam = new IAMClient({ region });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const role = await iam.send(
    new CreateRoleCommand({ RoleName: 'shared', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] };
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'shared', PolicyName: 'all', PolicyDocument: JSON.stringify(policy) }),
  );

  const lambda = new LambdaClient({ region });
  const arns: string[] = [];
  for (const FunctionName of functionNames) {
    const made = await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: role.Role?.Arn,
        Runtime: 'nodejs18.x',
        Handler: 'index.handler',
        Code: { ZipFile: emptyZip },
        Environment: { Variables: { CLIENT_SECRET: 'hunter2hunter2' } },
      }),
    );
    arns.push(made.FunctionArn ?? '');
  }
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: functionNames[0],
      StatementId: 'api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  return arns;
};

const buildWebsocketApi = async (functionArns: readonly string[]): Promise<void> => {
  const client = new ApiGatewayV2Client({ region });
  const { ApiId } = await client.send(
    new CreateApiCommand({
      Name: 'tarotchat_wss',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  for (const [index, RouteKey] of ['$connect', 'sendMessage'].entries()) {
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArns[index]}/invocations`,
      }),
    );
    await client.send(
      new CreateRouteCommand({ ApiId, RouteKey, AuthorizationType: 'NONE', Target: `integrations/${IntegrationId}` }),
    );
  }
  await client.send(new CreateStageCommand({ ApiId, StageName: 'production' }));
  // Somebody else's, in the same account: not what is asked about.
  await client.send(
    new CreateApiCommand({
      Name: 'other',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
};

const buildRestApi = async (): Promise<void> => {
  const client = new APIGatewayClient({ region });
  const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: 'tarotchat_rest' }));
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const sessions = await client.send(
    new CreateResourceCommand({ restApiId, parentId: items?.[0]?.id, pathPart: 'sessions' }),
  );
  const one = await client.send(
    new CreateResourceCommand({ restApiId, parentId: sessions.id, pathPart: '{sessionId}' }),
  );
  await client.send(
    new PutMethodCommand({ restApiId, resourceId: one.id, httpMethod: 'GET', authorizationType: 'NONE' }),
  );
};

const buildLogin = async (): Promise<void> => {
  const client = new CognitoIdentityProviderClient({ region: 'ap-northeast-2' });
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'Tarotchat-CognitoUserPool' }));
  await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: 'TarotchatAI',
      GenerateSecret: true,
      SupportedIdentityProviders: ['KakaoLogin'],
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['http://localhost:3001/login_test.html', 'https://d84l1y8p4kdic.cloudfront.net'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
    }),
  );
};
