import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import type { QueueKey, TableKey } from '@tarotchat/declarations';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';
import type { Login } from './login.ts';
import type { PageAddresses } from './page-addresses.ts';

/** What the functions of one environment work with: the things that declarations name. */
export type System = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  /** Where every alarm goes. */
  readonly alarmTopic: SnsTopic;
  readonly login: Login;
  readonly tables: Readonly<Record<TableKey, DynamodbTable>>;
  readonly queues: Readonly<Record<QueueKey, SqsQueue>>;
  readonly webSocketApi: Apigatewayv2Api;
  readonly restApi: ApiGatewayRestApi;
  readonly page: PageAddresses;
  /** Reference to the variable with the pool's public keys. */
  readonly userPoolJwks: string;
  /** Reference to the variable with the hash of Kakao's admin key. */
  readonly kakaoAdminKeySha256: string;
};
