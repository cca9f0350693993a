import type { EnvironmentVariable } from './environment.ts';
import type { QueueKey } from './queue.ts';
import type { TableKey } from './table.ts';

/** One method of the REST API. */
export type RestRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{parameters}`, without the stage: `/sessions/{sessionId}`. */
  readonly path: string;
  /** `token`: the Lambda authorizer decides. `none`: open, with the reason why that is right. */
  readonly authorization: { readonly kind: 'token' } | { readonly kind: 'none'; readonly because: string };
};

/** What makes the function run. */
export type Trigger =
  | { readonly kind: 'authorizer' }
  | { readonly kind: 'websocket'; readonly routeKey: string }
  | { readonly kind: 'rest'; readonly routes: readonly RestRoute[] }
  | { readonly kind: 'queue'; readonly queue: QueueKey };

/** What the function may do, and to what: infra turns each line into one statement of the function's own role. */
export type Permission =
  | {
      readonly on: 'table';
      readonly table: TableKey;
      /** DynamoDB actions; a transaction is authorized as the actions of its items. */
      readonly actions: readonly (
        | 'GetItem'
        | 'BatchGetItem'
        | 'PutItem'
        | 'UpdateItem'
        | 'DeleteItem'
        | 'BatchWriteItem'
        | 'Query'
        | 'ConditionCheckItem'
      )[];
    }
  | { readonly on: 'queue'; readonly queue: QueueKey; readonly actions: readonly 'SendMessage'[] }
  /** `@connections` of the WebSocket API: POST sends a frame, DELETE closes a socket. */
  | { readonly on: 'connections'; readonly methods: readonly ('POST' | 'DELETE')[] }
  | {
      readonly on: 'user-pool';
      readonly actions: readonly ('DescribeUserPoolClient' | 'AdminGetUser' | 'AdminUserGlobalSignOut')[];
    }
  /** The Bedrock model of the environment; none where the reading is offline. */
  | { readonly on: 'reading-model' };

/**
 * What a Lambda says of itself, in its own lambda.ts. infra builds the function, its role, log group, trigger and
 * alarms from it, the build names the bundle after it, env.ts parses its variables. Nothing of it is written twice.
 */
export type LambdaDeclaration = {
  /** Name in AWS, in production; other environments add a suffix. */
  readonly functionName: `tarotchat_${string}`;
  /** One sentence for the console. */
  readonly description: string;
  readonly trigger: Trigger;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: readonly EnvironmentVariable[];
  readonly permissions: readonly Permission[];
  /** What it means to people when this function fails: the text of its alarm. */
  readonly alarm: string;
};

/** Types a declaration and keeps its literals. */
export const declareLambda = <const T extends LambdaDeclaration>(declaration: T): T => declaration;
