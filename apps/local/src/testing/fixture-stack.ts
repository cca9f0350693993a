import { fixtureFunctions } from './fixture-functions.ts';
import { fixtureRestApi } from './fixture-rest-api.ts';
import { fixtureWebSocketApi } from './fixture-web-socket-api.ts';

const allow = (Action: string[], Resource: string): object => ({ Effect: 'Allow', Action, Resource });
const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

const statements: Readonly<Record<string, string>> = {
  authorizer: policy(),
  socket: policy(
    allow(['dynamodb:PutItem'], '${aws_dynamodb_table.things.arn}'),
    allow(['sqs:SendMessage'], '${aws_sqs_queue.jobs.arn}'),
    allow(['execute-api:ManageConnections'], '${aws_apigatewayv2_api.socket.execution_arn}/ws/*/@connections/*'),
  ),
  rest: policy(),
  worker: policy(
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], '${aws_sqs_queue.jobs.arn}'),
  ),
  broken: policy(),
};

const environments: Readonly<Record<string, object>> = {
  socket: {
    variables: {
      THINGS_TABLE: '${aws_dynamodb_table.things.name}',
      JOBS_QUEUE_URL: '${aws_sqs_queue.jobs.url}',
      CONNECTIONS_URL: 'https://${aws_apigatewayv2_api.socket.id}.execute-api.us-east-1.amazonaws.com/ws',
      JWKS: '${var.user_pool_jwks}',
    },
  },
};

const names = Object.keys(fixtureFunctions);
const each = <T>(build: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, build(name)]));

const lambdas = {
  aws_lambda_function: each((name) => ({
    function_name: `fixture_${name}`,
    filename: `assets/${name}/function.zip`,
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    memory_size: 128,
    timeout: name === 'rest' ? 1 : 10,
    role: `\${aws_iam_role.${name}.arn}`,
    ...(environments[name] && { environment: environments[name] }),
  })),
  aws_iam_role: each((name) => ({ name: `fixture_${name}` })),
  aws_iam_role_policy: each((name) => ({
    role: `\${aws_iam_role.${name}.name}`,
    policy: statements[name] ?? policy(),
  })),
};

const permission = (functionName: string, source_arn: string): object => ({
  action: 'lambda:InvokeFunction',
  function_name: `\${aws_lambda_function.${functionName}.function_name}`,
  principal: 'apigateway.amazonaws.com',
  source_arn,
});

const permissions = {
  aws_lambda_permission: {
    socket: permission('socket', '${aws_apigatewayv2_api.socket.execution_arn}/ws/*'),
    socket_authorizer: permission(
      'authorizer',
      '${aws_apigatewayv2_api.socket.execution_arn}/authorizers/${aws_apigatewayv2_authorizer.socket.id}',
    ),
    rest_authorizer: permission(
      'authorizer',
      '${aws_api_gateway_rest_api.rest.execution_arn}/authorizers/${aws_api_gateway_authorizer.rest.id}',
    ),
    get_thing: permission('rest', '${aws_api_gateway_rest_api.rest.execution_arn}/*/GET/things/*'),
    delete_thing: permission('rest', '${aws_api_gateway_rest_api.rest.execution_arn}/*/DELETE/things/*'),
    open: permission('rest', '${aws_api_gateway_rest_api.rest.execution_arn}/*/POST/open'),
    broken: permission('broken', '${aws_api_gateway_rest_api.rest.execution_arn}/*/DELETE/open'),
  },
};

const stores = {
  aws_dynamodb_table: {
    things: {
      name: 'fixture_things',
      hash_key: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      ttl: { attribute_name: 'expiresAt', enabled: true },
    },
  },
  aws_sqs_queue: {
    jobs: {
      name: 'fixture_jobs.fifo',
      fifo_queue: true,
      visibility_timeout_seconds: 1,
      redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":2}',
    },
    dead: { name: 'fixture_jobs_dlq.fifo', fifo_queue: true },
  },
  aws_lambda_event_source_mapping: {
    jobs: {
      event_source_arn: '${aws_sqs_queue.jobs.arn}',
      function_name: '${aws_lambda_function.worker.arn}',
      batch_size: 1,
    },
  },
};

/** A small stack as cdktf would write it, with something of everything that the runtime serves. */
export const fixtureStack = {
  provider: { aws: [{ region: 'us-east-1' }] },
  variable: { user_pool_jwks: { type: 'string', default: '{"keys":[]}' } },
  resource: { ...lambdas, ...fixtureWebSocketApi, ...fixtureRestApi, ...permissions, ...stores },
  output: {
    web_config: { value: { redirectUri: 'http://localhost:3001/login_test.html', webSocketUrl: '/ws' } },
  },
};
