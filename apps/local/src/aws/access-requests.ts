import type { AccessRequest } from '../iam/evaluate-policy.ts';
import type { Queue } from '../model/data-stores.ts';
import type { WebSocketApi } from '../model/websocket-api.ts';
import { accountId } from '../terraform/local-identity.ts';
import { readConnectionPath } from './connection-path.ts';
import { fieldOf, fieldsOf, type SdkCall, textField } from './sdk-call.ts';

/** What there is in the stack that a call may be about. */
export type AwsInventory = { readonly queues: readonly Queue[]; readonly webSocketApis: readonly WebSocketApi[] };

/**
 * What IAM is asked for a call: the action and resource of each thing it touches.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @throws Error for a call that it cannot name the resources of: letting it pass would be a wrong answer.
 */
export const accessRequestsOf = (call: SdkCall, inventory: AwsInventory): AccessRequest[] => {
  switch (call.service) {
    case 'dynamodb':
      return dynamoDbRequests(call);
    case 'sqs':
      return [{ action: `sqs:${sqsAction(call.operation)}`, resource: queueArn(call, inventory) }];
    case 'cognito-idp':
      return [{ action: `cognito-idp:${call.operation}`, resource: userPoolArn(call) }];
    case 'execute-api':
      return [{ action: 'execute-api:ManageConnections', resource: connectionArn(call, inventory) }];
    default:
      throw new Error(`the service ${call.service} is not embedded here`);
  }
};

const tableArn = (call: SdkCall, table: string): string =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${call.region}:${accountId}:table/${table}`;

const dynamoDbRequests = (call: SdkCall): AccessRequest[] => {
  const request = (action: string, table: string): AccessRequest => ({
    action: `dynamodb:${action}`,
    resource: tableArn(call, table),
  });
  switch (call.operation) {
    // A transaction is authorized as its items.
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return distinct(transactedItems(call.json).map(({ action, table }) => request(action, table)));
    case 'BatchWriteItem':
    case 'BatchGetItem':
      return fieldsOf(fieldOf(call.json, 'RequestItems')).map(([table]) => request(call.operation, table));
    case 'ListTables':
      return [{ action: 'dynamodb:ListTables', resource: '*' }];
    default: {
      const table = textField(call.json, 'TableName');
      if (table === undefined) throw new Error(`dynamodb ${call.operation} names no table`);
      const index = textField(call.json, 'IndexName');
      const { action, resource } = request(call.operation, table);
      return [{ action, resource: index === undefined ? resource : `${resource}/index/${index}` }];
    }
  }
};

const itemActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const transactedItems = (json: unknown): { action: string; table: string }[] =>
  fieldsOf(fieldOf(json, 'TransactItems')).flatMap(([, item]) =>
    fieldsOf(item).map(([kind, body]) => {
      const action = itemActions[kind];
      const table = textField(body, 'TableName');
      if (action === undefined || table === undefined) throw new Error(`a transaction has an unknown item ${kind}`);
      return { action, table };
    }),
  );

const distinct = (requests: readonly AccessRequest[]): AccessRequest[] => [
  ...new Map(requests.map((request) => [`${request.action} ${request.resource}`, request])).values(),
];

/** Batches are authorized as the single action. */
const sqsAction = (operation: string): string => operation.replace(/Batch$/, '');

const queueArn = (call: SdkCall, { queues }: AwsInventory): string => {
  const name = textField(call.json, 'QueueName') ?? textField(call.json, 'QueueUrl')?.split('/').at(-1);
  if (name === undefined) return '*';
  return queues.find(({ queueName }) => queueName === name)?.arn ?? `arn:aws:sqs:${call.region}:${accountId}:${name}`;
};

const userPoolArn = (call: SdkCall): string => {
  const pool = textField(call.json, 'UserPoolId');
  return pool === undefined ? '*' : `arn:aws:cognito-idp:${pool.split('_')[0]}:${accountId}:userpool/${pool}`;
};

const connectionArn = (call: SdkCall, { webSocketApis }: AwsInventory): string => {
  const target = readConnectionPath(call.path);
  const api = webSocketApis.find(({ apiId, stage }) => apiId === target?.apiId && stage === target.stage);
  if (!target || !api) throw new Error('there is no WebSocket API at this path');
  return `${api.stageArn}/${call.method}/@connections/${target.connectionId}`;
};
