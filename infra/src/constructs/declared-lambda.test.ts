import { expect, test } from 'vitest';
import { resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';
import { functions } from '../functions.ts';

const prod = synthesizedStack('prod');
const folders = Object.keys(functions);

test.each(folders)('%s has a role of its own that only Lambda may take', (folder) => {
  const role = resource(prod, `aws_iam_role.${folder}`);

  expect(resource(prod, `aws_lambda_function.${folder}`)['role']).toBe(`\${aws_iam_role.${folder}.arn}`);
  expect(resource(prod, `aws_iam_role_policy.${folder}`)['role']).toBe(`\${aws_iam_role.${folder}.name}`);
  expect(JSON.parse(String(role['assume_role_policy'])).Statement).toEqual([
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
});

test('no role has a policy beside its own', () => {
  const attached = resourcesOf(prod, 'aws_iam_role_policy_attachment').map(([, { role }]) => role);

  expect(resourcesOf(prod, 'aws_iam_role_policy')).toHaveLength(folders.length);
  expect(attached).toEqual(['${aws_iam_role.api-gateway-logging.name}']);
});

test.each(folders)('%s logs JSON into a group of its own that forgets', (folder) => {
  const group = resource(prod, `aws_cloudwatch_log_group.${folder}`);

  expect(group).toMatchObject({ name: `/aws/lambda/${functions[folder]?.functionName}`, retention_in_days: 90 });
  expect(resource(prod, `aws_lambda_function.${folder}`)['logging_config']).toMatchObject({
    log_format: 'JSON',
    log_group: `\${aws_cloudwatch_log_group.${folder}.name}`,
  });
});

test.each(folders)('%s runs as its declaration says', (folder) => {
  const declaration = functions[folder];
  const lambda = resource(prod, `aws_lambda_function.${folder}`);

  expect(lambda).toMatchObject({
    function_name: declaration?.functionName,
    runtime: 'nodejs22.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    memory_size: declaration?.memoryMegabytes,
    timeout: declaration?.timeoutSeconds,
    tracing_config: { mode: 'Active' },
    depends_on: [`aws_iam_role_policy.${folder}`],
  });
});

test.each(folders)('%s gets exactly the variables that it declares', (folder) => {
  const { environment } = resource(prod, `aws_lambda_function.${folder}`);
  const names = Object.keys(JSON.parse(JSON.stringify(environment ?? {})).variables ?? {});

  expect(names.toSorted()).toEqual([...(functions[folder]?.environment ?? [])].toSorted());
});

test('variables hold references to the things of the environment', () => {
  expect(resource(prod, 'aws_lambda_function.auth')['environment']).toEqual({
    variables: {
      ALLOWED_ORIGINS: 'https://d84l1y8p4kdic.cloudfront.net',
      CONNECTIONS_TABLE: '${aws_dynamodb_table.connections.name}',
      CONNECTIONS_URL: 'https://${aws_apigatewayv2_api.web-socket.id}.execute-api.us-east-1.amazonaws.com/ws',
      COOKIE_SECURE: 'true',
      HOSTED_LOGIN_URL: 'https://${aws_cognito_user_pool_domain.login.domain}.auth.ap-northeast-2.amazoncognito.com',
      REVOCATIONS_TABLE: '${aws_dynamodb_table.revocations.name}',
      USER_POOL_CLIENT_ID: '${aws_cognito_user_pool_client.login.id}',
      USER_POOL_ID: '${aws_cognito_user_pool.login.id}',
    },
  });
  expect(resource(prod, 'aws_lambda_function.authorizer')['environment']).toMatchObject({
    variables: { USER_POOL_JWKS: '${var.user_pool_jwks}' },
  });
  expect(resource(prod, 'aws_lambda_function.kakao-unlink')['environment']).toMatchObject({
    variables: { KAKAO_ADMIN_KEY_SHA256: '${var.kakao_admin_key_sha256}' },
  });
  expect(resource(synthesizedStack('local'), 'aws_lambda_function.reply')['environment']).toMatchObject({
    variables: { READING_MODEL: 'offline' },
  });
});

test.each(folders)('a failing %s raises an alarm that says what it means to people', (folder) => {
  expect(resource(prod, `aws_cloudwatch_metric_alarm.${folder}`)).toMatchObject({
    alarm_description: functions[folder]?.alarm,
    namespace: 'AWS/Lambda',
    metric_name: 'Errors',
    dimensions: { FunctionName: `\${aws_lambda_function.${folder}.function_name}` },
    comparison_operator: 'GreaterThanThreshold',
    threshold: 0,
  });
});

test('API Gateway may invoke each function only from its own route, method or authorizer', () => {
  const rest = '${aws_api_gateway_rest_api.rest.execution_arn}';
  const socket = '${aws_apigatewayv2_api.web-socket.execution_arn}';

  const permitted = resourcesOf(prod, 'aws_lambda_permission').map(([, permission]) => {
    expect(permission).toMatchObject({ action: 'lambda:InvokeFunction', principal: 'apigateway.amazonaws.com' });
    return `${permission['function_name']} from ${permission['source_arn']}`;
  });

  const name = (folder: string) => `\${aws_lambda_function.${folder}.function_name}`;
  expect(permitted.toSorted()).toEqual(
    [
      `${name('auth')} from ${rest}/api/POST/auth/token`,
      `${name('auth')} from ${rest}/api/POST/auth/refresh`,
      `${name('auth')} from ${rest}/api/POST/auth/logout`,
      `${name('auth')} from ${rest}/api/POST/auth/logout-all`,
      `${name('authorizer')} from ${rest}/authorizers/\${aws_api_gateway_authorizer.rest.id}`,
      `${name('authorizer')} from ${socket}/authorizers/\${aws_apigatewayv2_authorizer.route.id}`,
      `${name('connect')} from ${socket}/ws/$connect`,
      `${name('default')} from ${socket}/ws/$default`,
      `${name('delete-session')} from ${rest}/api/DELETE/sessions/*`,
      `${name('disconnect')} from ${socket}/ws/$disconnect`,
      `${name('get-session-messages')} from ${rest}/api/GET/sessions/*`,
      `${name('kakao-unlink')} from ${rest}/api/POST/webhooks/kakao/unlink`,
      `${name('list-sessions')} from ${rest}/api/GET/sessions`,
      `${name('renew')} from ${socket}/ws/renewAuth`,
      `${name('send-message')} from ${socket}/ws/sendMessage`,
    ].toSorted(),
  );
});

test('the queue gives reply one job at a time', () => {
  expect(
    resourcesOf(prod, 'aws_lambda_event_source_mapping').map(([id, { '//': _, ...mapping }]) => [id, mapping]),
  ).toEqual([
    [
      'reply',
      {
        batch_size: 1,
        event_source_arn: '${aws_sqs_queue.replies.arn}',
        function_name: '${aws_lambda_function.reply.arn}',
      },
    ],
  ]);
});
