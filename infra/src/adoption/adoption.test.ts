import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resource, resourcesOf, type StackJson, synthesizedStack } from '../../test/synthesized-stack.ts';
import { configs } from '../config/configs.ts';
import { adoptedAddresses } from './adopted-addresses.ts';
import {
  type AdoptionPhase,
  adoptedFunctions,
  InvalidAdoption,
  type LiveSystem,
  parseAdoptionFile,
} from './adoption.ts';
import { adoptionFilePath } from './read-adoption.ts';

/** Ids that nobody has ever seen: an adoption may not know any by itself. */
const live: LiveSystem = {
  webSocket: {
    apiId: 'wsapi1',
    stageName: 'old-stage',
    routes: { connect: 'route1', disconnect: 'route2', 'send-message': 'route3' },
    integrations: { connect: 'integration1', disconnect: 'integration2', 'send-message': 'integration3' },
  },
  rest: {
    apiId: 'restapi1',
    stageName: 'older-stage',
    sessionsResourceId: 'resource1',
    sessionResourceId: 'resource2',
    sessionPathPart: '{id}',
    permissionStatementId: 'statement1',
  },
  functionVersions: { connect: '4', disconnect: '5', 'send-message': '6', 'get-session-messages': '7' },
  logGroups: ['connect'],
  login: {
    userPoolId: 'ap-northeast-2_unseen',
    clientId: 'client1',
    callbackUrls: ['http://localhost:3001/login_test.html'],
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
  },
};

const importsOf = (stack: StackJson) => stack.import ?? [];
const stackIn = (phase: Exclude<AdoptionPhase, 'off'>) =>
  synthesizedStack({ ...configs.prod, adoption: { phase, live } });
const adopted = stackIn('adopted');
const cutOver = stackIn('cut-over');
const rolledBack = stackIn('rolled-back');

const file = (changes: object) =>
  JSON.stringify({
    environment: 'prod',
    phase: 'adopted',
    known: { webSocketApiId: 'a', restApiId: 'b', userPoolId: 'c', clientId: 'd' },
    live,
    ...changes,
  });

test('every live resource is imported, each by the id that the adoption file gives', () => {
  const blocks = new Map(importsOf(adopted).map(({ to, id }) => [to, id]));

  expect(Object.fromEntries(blocks)).toEqual({
    'aws_apigatewayv2_api.web-socket': 'wsapi1',
    'aws_apigatewayv2_route.route_connect': 'wsapi1/route1',
    'aws_apigatewayv2_route.route_disconnect': 'wsapi1/route2',
    'aws_apigatewayv2_route.route_send-message': 'wsapi1/route3',
    'aws_apigatewayv2_integration.route_connect': 'wsapi1/integration1',
    'aws_apigatewayv2_integration.route_disconnect': 'wsapi1/integration2',
    'aws_apigatewayv2_integration.route_send-message': 'wsapi1/integration3',
    'aws_apigatewayv2_stage.live_web-socket': 'wsapi1/old-stage',
    'aws_api_gateway_rest_api.rest': 'restapi1',
    'aws_api_gateway_resource.rest_path_sessions': 'restapi1/resource1',
    'aws_api_gateway_resource.rest_path_sessions-sessionId': 'restapi1/resource2',
    'aws_api_gateway_method.rest_path_get-sessions-sessionId': 'restapi1/resource2/GET',
    'aws_api_gateway_integration.rest_path_get-sessions-sessionId': 'restapi1/resource2/GET',
    'aws_api_gateway_stage.live_rest': 'restapi1/older-stage',
    'aws_lambda_function.connect': 'tarotchat_connect',
    'aws_lambda_function.disconnect': 'tarotchat_disconnect',
    'aws_lambda_function.send-message': 'tarotchat_sendMessage',
    'aws_lambda_function.get-session-messages': 'tarotchat_getsessionmsg',
    'aws_cloudwatch_log_group.connect': '/aws/lambda/tarotchat_connect',
    'aws_lambda_permission.live_get-session-messages': 'tarotchat_getsessionmsg/statement1',
    'aws_cognito_user_pool.login': 'ap-northeast-2_unseen',
    'aws_cognito_user_pool_client.login': 'ap-northeast-2_unseen/client1',
    'aws_cognito_user_pool_domain.login': 'tarotchatailogin',
    'aws_cognito_identity_provider.login': 'ap-northeast-2_unseen:KakaoLogin',
  });
  expect(new Set(blocks.keys())).toEqual(adoptedAddresses('prod', live));
});

test.each([adopted, cutOver, rolledBack])('what is imported is in the stack', (stack) => {
  for (const { to } of importsOf(stack)) expect(() => resource(stack, to)).not.toThrow();
});

test('until the cut-over nothing of the four functions and the live stages changes', () => {
  for (const folder of adoptedFunctions) {
    expect(resource(adopted, `aws_lambda_function.${folder}`)['lifecycle']).toEqual({ ignore_changes: 'all' });
    expect(resource(cutOver, `aws_lambda_function.${folder}`)).not.toHaveProperty('lifecycle');
  }
  expect(resource(adopted, 'aws_apigatewayv2_stage.live_web-socket')['lifecycle']).toEqual({ ignore_changes: 'all' });
  expect(resource(adopted, 'aws_api_gateway_stage.live_rest')['lifecycle']).toEqual({ ignore_changes: 'all' });
  expect(resource(adopted, 'aws_lambda_function.reply')).not.toHaveProperty('lifecycle');
});

test.each([
  ['adopted', adopted, 'NONE', undefined, 'NONE', '{id}'],
  ['cut-over', cutOver, 'CUSTOM', '$default', 'CUSTOM', '{sessionId}'],
  ['rolled-back', rolledBack, 'NONE', undefined, 'NONE', '{id}'],
] as const)('%s decides who may connect and who gets an answer', (_, stack, connect, response, method, pathPart) => {
  expect(resource(stack, 'aws_apigatewayv2_route.route_connect')['authorization_type']).toBe(connect);
  expect(resource(stack, 'aws_apigatewayv2_route.route_send-message')['route_response_selection_expression']).toBe(
    response,
  );
  expect(resource(stack, 'aws_api_gateway_method.rest_path_get-sessions-sessionId')['authorization']).toBe(method);
  expect(resource(stack, 'aws_api_gateway_resource.rest_path_sessions-sessionId')['path_part']).toBe(pathPart);
});

test('what is new is authorized in every phase', () => {
  for (const stack of [adopted, cutOver, rolledBack]) {
    const open = resourcesOf(stack, 'aws_api_gateway_method').filter(
      ([, method]) => method['authorization'] === 'NONE',
    );
    const known = [
      'rest_path_post-auth-token',
      'rest_path_post-auth-refresh',
      // Kakao's own key is its proof.
      'rest_path_post-webhooks-kakao-unlink',
      'rest_path_get-sessions-sessionId',
    ];
    expect(open.map(([id]) => id).filter((id) => !known.includes(id))).toEqual([]);
  }
});

test('a rollback invokes the published versions of the old code, and may', () => {
  expect(resource(rolledBack, 'aws_apigatewayv2_integration.route_connect')['integration_uri']).toBe(
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${aws_lambda_function.connect.arn}:4/invocations',
  );
  expect(resource(rolledBack, 'aws_api_gateway_integration.rest_path_get-sessions-sessionId')['uri']).toContain(':7/');
  for (const stack of [adopted, cutOver, rolledBack]) {
    expect(resource(stack, 'aws_lambda_permission.live_old-connect')).toMatchObject({
      qualifier: '4',
      source_arn: '${aws_apigatewayv2_api.web-socket.execution_arn}/*/$connect',
    });
  }
});

test('the imported client is never told whether it has a secret, and keeps what old clients use until the cut-over', () => {
  const client = (stack: typeof adopted) => resource(stack, 'aws_cognito_user_pool_client.login');

  for (const stack of [adopted, cutOver, rolledBack]) {
    expect(client(stack)).not.toHaveProperty('generate_secret');
    expect(client(stack)['lifecycle']).toEqual({ prevent_destroy: true, ignore_changes: ['generate_secret'] });
  }
  expect(client(adopted)['callback_urls']).toContain('http://localhost:3001/login_test.html');
  expect(client(rolledBack)['explicit_auth_flows']).toContain('ALLOW_USER_SRP_AUTH');
  expect(client(cutOver)['callback_urls']).toEqual(['https://d84l1y8p4kdic.cloudfront.net']);
  expect(client(cutOver)['explicit_auth_flows']).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
});

test('an environment that adopts nothing has no import and nothing of a live system', () => {
  const fresh = synthesizedStack('prod');

  expect(fresh).not.toHaveProperty('import');
  expect(JSON.stringify(fresh)).not.toContain('live_');
});

test("production's own file is off, and in order", () => {
  const path = adoptionFilePath('prod');

  expect(parseAdoptionFile(readFileSync(path, 'utf8'), path)).toMatchObject({ environment: 'prod', phase: 'off' });
});

test.each([
  ['{', 'the file is not JSON'],
  [file({ phase: 'soon' }), 'the file: phase is wrong'],
  [file({ live: undefined }), 'the file: live is missing: run "pnpm adopt record prod" first'],
  [file({ live: { ...live, rest: { ...live.rest, apiId: '' } } }), 'the file: live.rest.apiId is wrong: must be an id'],
  [file({ live: { ...live, extra: 1 } }), 'the file: live is wrong'],
])('%s is refused in one line', (text, line) => {
  expect(() => parseAdoptionFile(text, 'the file')).toThrow(InvalidAdoption);
  expect(() => parseAdoptionFile(text, 'the file')).toThrow(line);
});
