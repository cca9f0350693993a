import type { Mutation } from './mutation.ts';
import { add, allow, argumentsAt, reference } from './own-stack.ts';

export const functionMutations: readonly Mutation[] = [
  {
    rule: 'function-permission-public',
    what: 'everybody may invoke a function',
    breaking: (stack) =>
      add(stack, 'aws_lambda_permission.everybody', {
        action: 'lambda:InvokeFunction',
        function_name: reference('aws_lambda_function.connect.function_name'),
        principal: '*',
      }),
  },
  {
    rule: 'function-permission-any-source',
    what: 'a permission names no source',
    breaking: (stack) => {
      delete argumentsAt(stack, 'aws_lambda_permission.connect_route')['source_arn'];
    },
  },
  {
    rule: 'function-permission-wide-source',
    what: 'a permission names the whole API',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_lambda_permission.connect_route')['source_arn'] =
        `${reference('aws_apigatewayv2_api.web-socket.execution_arn')}/*/*`;
    },
  },
  {
    rule: 'function-runtime-deprecated',
    what: 'a function runs on Node 18',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_lambda_function.connect')['runtime'] = 'nodejs18.x';
    },
  },
  {
    rule: 'function-secret-in-environment',
    what: 'the client secret is put into an environment variable',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_lambda_function.default')['environment'] = {
        variables: { CLIENT_SECRET: reference('aws_cognito_user_pool_client.login.client_secret') },
      };
    },
  },
  {
    rule: 'role-shared',
    what: 'two functions get one role',
    breaking: (stack) => {
      argumentsAt(stack, 'aws_lambda_function.connect')['role'] = reference('aws_iam_role.disconnect.arn');
    },
  },
  {
    rule: 'role-wildcard-action',
    what: 'a role may do everything with one table',
    breaking: (stack) => allow(stack, 'connect', 'dynamodb:*', reference('aws_dynamodb_table.connections.arn')),
  },
  {
    rule: 'role-wildcard-resource',
    what: 'a role may read every table',
    breaking: (stack) => allow(stack, 'connect', 'dynamodb:Query', '*'),
  },
  {
    rule: 'role-can-escalate',
    what: 'a role may replace the code of a function',
    breaking: (stack) =>
      allow(stack, 'connect', 'lambda:UpdateFunctionCode', reference('aws_lambda_function.auth.arn')),
  },
  {
    rule: 'role-managed-policy-wide',
    what: 'a role gets all of DynamoDB',
    breaking: (stack) =>
      add(stack, 'aws_iam_role_policy_attachment.connect', {
        role: reference('aws_iam_role.connect.name'),
        policy_arn: 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess',
      }),
  },
  {
    rule: 'role-trust-wide',
    what: 'everybody may assume a role',
    breaking: (stack) => {
      const role = argumentsAt(stack, 'aws_iam_role.connect');
      role['assume_role_policy'] = String(role['assume_role_policy']).replace(
        '{"Service":"lambda.amazonaws.com"}',
        '{"AWS":"*"}',
      );
    },
  },
  {
    rule: 'role-unused-action',
    what: 'a role may do what the bundle never names',
    breaking: (stack) =>
      allow(stack, 'connect', 'dynamodb:BatchGetItem', reference('aws_dynamodb_table.connections.arn')),
  },
];
