import { expect, test } from 'vitest';
import { type AwsInventory, accessRequestsOf } from './access-requests.ts';
import type { SdkCall } from './sdk-call.ts';

const inventory: AwsInventory = {
  queues: [
    {
      address: 'aws_sqs_queue.jobs',
      queueName: 'jobs.fifo',
      arn: 'arn:aws:sqs:us-east-1:000000000000:jobs.fifo',
      attributes: {},
    },
  ],
  webSocketApis: [
    {
      apiId: 'api1',
      stage: 'ws',
      region: 'us-east-1',
      stageArn: 'arn:aws:execute-api:us-east-1:000000000000:api1/ws',
      routeField: 'action',
      routes: [],
    },
  ],
};
const aCall = (service: string, operation: string, json: unknown, more: Partial<SdkCall> = {}): SdkCall => ({
  accessKeyId: 'key',
  service,
  region: 'us-east-1',
  operation,
  method: 'POST',
  path: '/',
  body: Buffer.from(''),
  json,
  ...more,
});
const table = (name: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;

test('a DynamoDB call is its own action on the table', () => {
  const requests = accessRequestsOf(aCall('dynamodb', 'Query', { TableName: 'a' }), inventory);

  expect(requests).toEqual([{ action: 'dynamodb:Query', resource: table('a') }]);
});

test('a query of an index is one on the index', () => {
  const [request] = accessRequestsOf(aCall('dynamodb', 'Query', { TableName: 'a', IndexName: 'by' }), inventory);

  expect(request?.resource).toBe(`${table('a')}/index/by`);
});

test('a transaction is authorized as the actions of its items', () => {
  const TransactItems = [
    { Put: { TableName: 'a' } },
    { Put: { TableName: 'a' } },
    { Update: { TableName: 'b' } },
    { Delete: { TableName: 'a' } },
    { ConditionCheck: { TableName: 'c' } },
  ];

  const requests = accessRequestsOf(aCall('dynamodb', 'TransactWriteItems', { TransactItems }), inventory);

  expect(requests).toEqual([
    { action: 'dynamodb:PutItem', resource: table('a') },
    { action: 'dynamodb:UpdateItem', resource: table('b') },
    { action: 'dynamodb:DeleteItem', resource: table('a') },
    { action: 'dynamodb:ConditionCheckItem', resource: table('c') },
  ]);
});

test('a batch write is its own action on each of its tables', () => {
  const requests = accessRequestsOf(aCall('dynamodb', 'BatchWriteItem', { RequestItems: { a: [], b: [] } }), inventory);

  expect(requests).toEqual([
    { action: 'dynamodb:BatchWriteItem', resource: table('a') },
    { action: 'dynamodb:BatchWriteItem', resource: table('b') },
  ]);
});

test('a queue is found by its URL, and a batch is authorized as the single action', () => {
  const json = { QueueUrl: 'http://127.0.0.1:1/000000000000/jobs.fifo' };

  const [request] = accessRequestsOf(aCall('sqs', 'SendMessageBatch', json), inventory);

  expect(request).toEqual({ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:jobs.fifo' });
});

test('a user pool is found by its id, in its own region', () => {
  const [request] = accessRequestsOf(
    aCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: 'ap-northeast-2_abc' }),
    inventory,
  );

  expect(request?.resource).toBe('arn:aws:cognito-idp:ap-northeast-2:000000000000:userpool/ap-northeast-2_abc');
});

test('a connection is an ARN with the method in it', () => {
  const call = aCall('execute-api', 'ManageConnections', undefined, {
    method: 'DELETE',
    path: '/api1/ws/%40connections/abc%3D',
  });

  expect(accessRequestsOf(call, inventory)).toEqual([
    {
      action: 'execute-api:ManageConnections',
      resource: 'arn:aws:execute-api:us-east-1:000000000000:api1/ws/DELETE/@connections/abc=',
    },
  ]);
});

test.each([
  ['a statement language', aCall('dynamodb', 'ExecuteStatement', { Statement: 'SELECT' })],
  ['a transaction of something new', aCall('dynamodb', 'TransactWriteItems', { TransactItems: [{ Move: {} }] })],
  ['a service that is not embedded', aCall('s3', 'PutObject', {})],
  ['a connection of another API', aCall('execute-api', '', undefined, { path: '/other/ws/@connections/x' })],
])('%s is refused, since its resources cannot be named', (_, call) => {
  expect(() => accessRequestsOf(call, inventory)).toThrow();
});
