import {
  identityProviderName,
  type LambdaDeclaration,
  type QueueDeclaration,
  type TableDeclaration,
} from '@tarotchat/declarations';
import type { Environment } from './config/environment.ts';

/** The name of the Terraform stack of an environment, and of its folder. */
export const stackName = (environment: Environment): `tarotchat-${Environment}` => `tarotchat-${environment}`;

/** The stage names: with them CloudFront passes `/api/*` and `/ws` straight through. */
export const stageNames = { rest: 'api', webSocket: 'ws' } as const;

/** Every name that appears in AWS. Without suffix they are the live ones. */
export const namesWith = (suffix: string) => ({
  userPool: `Tarotchat-CognitoUserPool${suffix}`,
  userPoolClient: `TarotchatAI${suffix}`,
  /** First label of the hosted login's host; unique in its region over all accounts. */
  loginDomain: `tarotchatailogin${suffix}`,
  /** Unique within its pool only. */
  identityProvider: identityProviderName,
  webSocketApi: `tarotchat_wss${suffix}`,
  restApi: `tarotchat_rest${suffix}`,
  authorizer: `tarotchat_authorizer${suffix}`,
  apiGatewayLogRole: `tarotchat_apigateway_logs${suffix}`,
  lambda: (declaration: LambdaDeclaration) => `${declaration.functionName}${suffix}`,
  lambdaLogGroup: (declaration: LambdaDeclaration) => `/aws/lambda/${declaration.functionName}${suffix}`,
  accessLogGroup: (apiName: string) => `/aws/apigateway/${apiName}`,
  table: (declaration: TableDeclaration) => `${declaration.tableName}${suffix}`,
  queue: (declaration: QueueDeclaration) => `${declaration.queueName}${suffix}.fifo`,
  deadLetterQueue: (declaration: QueueDeclaration) => `${declaration.queueName}_dlq${suffix}.fifo`,
  alarmTopic: `tarotchat_alarms${suffix}`,
  errorAlarm: (declaration: LambdaDeclaration) => `${declaration.functionName}_errors${suffix}`,
  /** Names of buckets are unique over all accounts: AWS's provider adds digits. */
  webBucketPrefix: `tarotchat-web${suffix}-`,
  webOriginAccess: `tarotchat_web${suffix}`,
  webDistribution: `tarotchat_web${suffix}`,
  webAlarm: `tarotchat_web_errors${suffix}`,
  deadLetterAlarm: (declaration: QueueDeclaration) => `${declaration.queueName}_dlq_depth${suffix}`,
});

export type Names = ReturnType<typeof namesWith>;
