import { expect, test } from 'vitest';
import { type Json, resource, resourcesOf, type StackJson, synthesizedStack } from '../../test/synthesized-stack.ts';

const connections = '${aws_dynamodb_table.connections.arn}';
const conversations = '${aws_dynamodb_table.conversations.arn}';
const revocations = '${aws_dynamodb_table.revocations.arn}';
const replies = '${aws_sqs_queue.replies.arn}';
const sockets = '${aws_apigatewayv2_api.web-socket.execution_arn}/ws';

/** What each function may do, said once more by hand: a declaration that grows must grow here too. */
const rights: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  auth: [
    ['dynamodb:PutItem', revocations],
    ['dynamodb:Query', connections],
    ['execute-api:ManageConnections', `${sockets}/DELETE/@connections/*`],
    ['cognito-idp:DescribeUserPoolClient', '${aws_cognito_user_pool.login.arn}'],
    ['cognito-idp:AdminUserGlobalSignOut', '${aws_cognito_user_pool.login.arn}'],
  ],
  authorizer: [['dynamodb:BatchGetItem', revocations]],
  connect: [
    ['dynamodb:PutItem', connections],
    ['dynamodb:ConditionCheckItem', revocations],
  ],
  default: [],
  'delete-session': [
    ['dynamodb:UpdateItem', conversations],
    ['dynamodb:PutItem', conversations],
    ['dynamodb:Query', conversations],
    ['dynamodb:BatchWriteItem', conversations],
    ['dynamodb:DeleteItem', conversations],
  ],
  disconnect: [['dynamodb:DeleteItem', connections]],
  'get-session-messages': [['dynamodb:Query', conversations]],
  'kakao-unlink': [
    ['dynamodb:PutItem', revocations],
    ['dynamodb:Query', connections],
    ['execute-api:ManageConnections', `${sockets}/DELETE/@connections/*`],
    ['cognito-idp:AdminGetUser', '${aws_cognito_user_pool.login.arn}'],
    ['cognito-idp:AdminUserGlobalSignOut', '${aws_cognito_user_pool.login.arn}'],
  ],
  'list-sessions': [['dynamodb:Query', conversations]],
  renew: [
    ['dynamodb:UpdateItem', connections],
    ['dynamodb:ConditionCheckItem', revocations],
    ['execute-api:ManageConnections', `${sockets}/POST/@connections/*`],
    ['execute-api:ManageConnections', `${sockets}/DELETE/@connections/*`],
  ],
  reply: [
    ['dynamodb:PutItem', conversations],
    ['dynamodb:UpdateItem', conversations],
    ['dynamodb:Query', conversations],
    ['dynamodb:Query', connections],
    ['dynamodb:DeleteItem', connections],
    ['dynamodb:UpdateItem', connections],
    ['dynamodb:GetItem', revocations],
    ['execute-api:ManageConnections', `${sockets}/POST/@connections/*`],
    ['execute-api:ManageConnections', `${sockets}/DELETE/@connections/*`],
    ['bedrock:InvokeModelWithResponseStream', 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0'],
    ['sqs:ReceiveMessage', replies],
    ['sqs:DeleteMessage', replies],
    ['sqs:GetQueueAttributes', replies],
  ],
  'send-message': [
    ['sqs:SendMessage', replies],
    ['dynamodb:GetItem', connections],
  ],
};

type Statement = { Effect: string; Action: string[]; Resource: string[]; Condition?: Json };

const statementsOf = (stack: StackJson, folder: string): Statement[] =>
  JSON.parse(String(resource(stack, `aws_iam_role_policy.${folder}`)['policy'])).Statement;

const rightsOf = (stack: StackJson, folder: string): string[] =>
  statementsOf(stack, folder).flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((arn) => `${action} on ${arn}`)),
  );

const prod = synthesizedStack('prod');

test.each(Object.entries(rights))(
  '%s may do exactly what it needs, and write its own log and traces',
  (folder, expected) => {
    const log = `\${aws_cloudwatch_log_group.${folder}.arn}:log-stream:*`;

    expect(rightsOf(prod, folder).toSorted()).toEqual(
      [
        `logs:CreateLogStream on ${log}`,
        `logs:PutLogEvents on ${log}`,
        'xray:PutTraceSegments on *',
        'xray:PutTelemetryRecords on *',
        ...expected.map(([action, arn]) => `${action} on ${arn}`),
      ].toSorted(),
    );
  },
);

test('every function is in that table', () => {
  expect(
    resourcesOf(prod, 'aws_lambda_function')
      .map(([folder]) => folder)
      .toSorted(),
  ).toEqual(Object.keys(rights).toSorted());
});

test('statements only allow, and none has a condition that an evaluator would have to know', () => {
  for (const folder of Object.keys(rights)) {
    for (const statement of statementsOf(prod, folder)) {
      expect(Object.keys(statement)).toEqual(['Effect', 'Action', 'Resource']);
      expect(statement.Effect).toBe('Allow');
    }
  }
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html: no resource types for either.
test('the only wildcards are sockets, streams of an own log group, and traces, which have no ARN', () => {
  for (const folder of Object.keys(rights)) {
    for (const right of rightsOf(prod, folder)) {
      const rest = right
        .replace(/^execute-api:ManageConnections on (.*)\/@connections\/\*$/, '$1')
        .replace(/^xray:(PutTraceSegments|PutTelemetryRecords) on \*$/, '$1')
        .replace(/^logs:(CreateLogStream|PutLogEvents) on (.*):log-stream:\*$/, '$2');
      expect(rest).not.toContain('*');
    }
  }
});

test('an offline environment gives nobody a right to a model', () => {
  expect(rightsOf(synthesizedStack('local'), 'reply').join()).not.toContain('bedrock');
  expect(rightsOf(synthesizedStack('dev'), 'reply')).toContain(
    'bedrock:InvokeModelWithResponseStream on arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
  );
});
