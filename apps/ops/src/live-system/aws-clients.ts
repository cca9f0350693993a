import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Emulator } from '../emulator/emulator.ts';

/** Where the live system is: APIs and functions in one region, people in another. */
export const liveRegions = { apis: 'us-east-1', userPool: 'ap-northeast-2' } as const;

/** They open nothing anywhere: an emulator takes any. */
export const emulatorCredentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' } as const;

/** Clients for everything that the live system is made of; without an emulator those of the account. */
export const awsClients = (emulator?: Pick<Emulator, 'url' | 'shimUrl'>) => {
  const shimmed = emulator && { endpoint: emulator.shimUrl };
  const apis = {
    region: liveRegions.apis,
    ...(emulator && { endpoint: emulator.url, credentials: emulatorCredentials }),
  };
  return {
    gatewayV2: new ApiGatewayV2Client({ ...apis, ...shimmed }),
    gateway: new APIGatewayClient({ ...apis, ...shimmed }),
    lambda: new LambdaClient(apis),
    logs: new CloudWatchLogsClient(apis),
    iam: new IAMClient(apis),
    cognito: new CognitoIdentityProviderClient({ ...apis, ...shimmed, region: liveRegions.userPool }),
  };
};
export type AwsClients = ReturnType<typeof awsClients>;
