import { expect, test } from 'vitest';
import { resource, resourcesOf, type StackJson, synthesizedStack } from '../test/synthesized-stack.ts';
import { environments } from './config/environment.ts';

const stacks = Object.fromEntries(environments.map((environment) => [environment, synthesizedStack(environment)]));
const prod = synthesizedStack('prod');

/** Every name in AWS that a stack gives. */
const namesIn = (stack: StackJson): string[] =>
  Object.entries(stack.resource)
    .filter(
      ([type]) =>
        !['aws_api_gateway_authorizer', 'aws_apigatewayv2_stage', 'aws_apigatewayv2_authorizer'].includes(type),
    )
    .flatMap(([, resources]) => Object.entries(resources))
    // Not every environment hosts the page.
    .filter(([id]) => !/^web(_|$)/.test(id))
    .flatMap(([, { name, function_name, alarm_name, domain }]) => [name, function_name, alarm_name, domain])
    .filter((name) => typeof name === 'string')
    .filter((name) => !name.startsWith('${'));

test('production has the live names', () => {
  expect(namesIn(prod)).toEqual(
    expect.arrayContaining([
      'tarotchat_wss',
      'tarotchat_rest',
      'tarotchat_connect',
      'tarotchat_sendMessage',
      'tarotchat_disconnect',
      'tarotchat_getsessionmsg',
      'Tarotchat-CognitoUserPool',
      'TarotchatAI',
      'tarotchatailogin',
    ]),
  );
});

test('every other environment has the same names with its suffix', () => {
  for (const environment of ['local', 'dev'] as const) {
    const names = namesIn(synthesizedStack(environment));

    expect(names.map((name) => name.replace(`-${environment}`, ''))).toEqual(namesIn(prod));
    for (const name of names) expect(name).toMatch(new RegExp(`-${environment}(\\.fifo)?$`));
  }
});

test('the pool is in Seoul, everything else in Virginia', () => {
  expect(prod.provider.aws.map(({ alias, region }) => [alias ?? 'default', region])).toEqual([
    ['default', 'us-east-1'],
    ['user-pool', 'ap-northeast-2'],
  ]);
  const elsewhere = Object.entries(prod.resource).flatMap(([type, resources]) =>
    Object.values(resources)
      .filter(({ provider }) => provider !== undefined)
      .map(() => type),
  );
  expect(new Set(elsewhere)).toEqual(
    new Set(Object.keys(prod.resource).filter((type) => type.startsWith('aws_cognito_'))),
  );
});

test('what cannot be made again is protected in production, and only there', () => {
  const kept = Object.entries(prod.resource)
    .flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, { lifecycle }]) => ({ address: `${type}.${id}`, lifecycle })),
    )
    .filter(({ lifecycle }) => JSON.stringify(lifecycle ?? null).includes('"prevent_destroy":true'))
    .map(({ address }) => address);

  expect(kept.toSorted()).toEqual([
    'aws_api_gateway_rest_api.rest',
    'aws_apigatewayv2_api.web-socket',
    'aws_cognito_user_pool.login',
    'aws_cognito_user_pool_client.login',
    'aws_cognito_user_pool_domain.login',
    'aws_dynamodb_table.connections',
    'aws_dynamodb_table.conversations',
    'aws_dynamodb_table.revocations',
    'aws_sqs_queue.replies',
    'aws_sqs_queue.replies_dead-letters',
  ]);
  expect(JSON.stringify(stacks['dev'])).not.toContain('prevent_destroy');
});

test.each(environments)('%s holds no account number and no secret', (environment) => {
  const text = JSON.stringify(synthesizedStack(environment).resource);

  expect(text.match(/\b\d{12}\b/g)).toBeNull();
  expect(text.match(/"[^"]*(?:secret|password)[^"]*":"(?!\$\{var\.)[^"]*"/gi)).toBeNull();
});

test.each(environments)('%s uses plain references only, so that the local runtime can resolve them', (environment) => {
  const stack = synthesizedStack(environment);
  const expressions = JSON.stringify(stack).match(/\$\{[^}]*\}/g) ?? [];

  expect(expressions.length).toBeGreaterThan(100);
  for (const expression of expressions) expect(expression).toMatch(/^\$\{(var\.\w+|aws_\w+\.[\w-]+\.\w+)\}$/);
  expect(JSON.stringify(stack)).not.toMatch(/"(count|for_each|data)":/);
});

test.each(environments)('%s refers only to resources that are there', (environment) => {
  const stack = synthesizedStack(environment);
  const addresses = [...JSON.stringify(stack).matchAll(/\$\{(aws_\w+\.[\w-]+)\.\w+\}/g)].map(
    ([, address]) => address ?? '',
  );

  for (const address of new Set(addresses)) expect(() => resource(stack, address)).not.toThrow();
});

test('the page learns from one output where to log in and what to call', () => {
  expect(synthesizedStack('local').output['web_config']?.value).toEqual({
    clientId: '${aws_cognito_user_pool_client.login.id}',
    hostedLoginUrl: 'https://${aws_cognito_user_pool_domain.login.domain}.auth.ap-northeast-2.amazoncognito.com',
    identityProvider: 'KakaoLogin',
    scopes: ['email', 'openid', 'profile'],
    redirectUri: 'http://localhost:3001/login_test.html',
    apiUrl: '/api',
    webSocketUrl: '/ws',
  });
});

test('the public keys of the pool are a variable that may be left away', () => {
  expect(prod.variable['user_pool_jwks']).toMatchObject({ type: 'string', default: '{"keys":[]}' });
});

test('deployed state is encrypted and locked in a bucket; the local stack needs none', () => {
  expect(prod.terraform['backend']).toEqual({
    s3: {
      bucket: 'tarotchat-terraform-state',
      key: 'tarotchat-prod.tfstate',
      region: 'us-east-1',
      encrypt: true,
      use_lockfile: true,
    },
  });
  expect(stacks['local']?.terraform['backend']).toHaveProperty('local');
});

test('provider and Terraform are the pinned ones', () => {
  expect(prod.terraform).toMatchObject({
    required_version: '>= 1.11.0',
    required_providers: { aws: { source: 'aws', version: '5.100.0' } },
  });
});

test('API Gateway can write its logs', () => {
  expect(resource(prod, 'aws_api_gateway_account.api-gateway-logging')['cloudwatch_role_arn']).toBe(
    '${aws_iam_role.api-gateway-logging.arn}',
  );
  expect(resourcesOf(prod, 'aws_cloudwatch_log_group').every(([, group]) => group['retention_in_days'] === 90)).toBe(
    true,
  );
});
