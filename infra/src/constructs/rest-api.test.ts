import { problemSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { type ResourceJson, resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';

const prod = synthesizedStack('prod');

/** `${aws_api_gateway_resource.x.id}` → its path, from the resources themselves. */
const pathOf = (reference: unknown): string => {
  const id = /^\$\{aws_api_gateway_resource\.([\w-]+)\.id\}$/.exec(String(reference))?.[1];
  if (id === undefined) {
    expect(reference).toBe('${aws_api_gateway_rest_api.rest.root_resource_id}');
    return '';
  }
  const found = resource(prod, `aws_api_gateway_resource.${id}`);
  return `${pathOf(found['parent_id'])}/${found['path_part']}`;
};

const methods = resourcesOf(prod, 'aws_api_gateway_method').map(([id, method]) => ({
  id,
  method,
  name: `${method['http_method']} ${pathOf(method['resource_id'])}`,
}));

test('the API keeps its live name and values', () => {
  expect(resource(prod, 'aws_api_gateway_rest_api.rest')).toMatchObject({
    name: 'tarotchat_rest',
    api_key_source: 'HEADER',
    endpoint_configuration: { types: ['REGIONAL'] },
    disable_execute_api_endpoint: false,
  });
});

test('every method is authorized, except the two that give the token out and the one that Kakao calls', () => {
  const authorizations = Object.fromEntries(methods.map(({ name, method }) => [name, method['authorization']]));

  expect(authorizations).toEqual({
    'DELETE /sessions/{sessionId}': 'CUSTOM',
    'GET /sessions': 'CUSTOM',
    'GET /sessions/{sessionId}': 'CUSTOM',
    'POST /auth/logout': 'CUSTOM',
    'POST /auth/logout-all': 'CUSTOM',
    'POST /auth/refresh': 'NONE',
    'POST /auth/token': 'NONE',
    'POST /webhooks/kakao/unlink': 'NONE',
  });
  for (const { method } of methods.filter(({ method }) => method['authorization'] === 'CUSTOM')) {
    expect(method['authorizer_id']).toBe('${aws_api_gateway_authorizer.rest.id}');
  }
});

test('the authorizer is asked again after 60 seconds', () => {
  expect(resource(prod, 'aws_api_gateway_authorizer.rest')).toMatchObject({
    type: 'REQUEST',
    authorizer_uri: '${aws_lambda_function.authorizer.invoke_arn}',
    identity_source: 'method.request.header.Authorization',
    authorizer_result_ttl_in_seconds: 60,
  });
});

test('each method goes to its function', () => {
  const functionOf = Object.fromEntries(
    methods.map(({ id, name, method }) => {
      const integration = resource(prod, `aws_api_gateway_integration.${id}`);
      expect(integration).toMatchObject({
        resource_id: method['resource_id'],
        type: 'AWS_PROXY',
        integration_http_method: 'POST',
        timeout_milliseconds: 29000,
      });
      return [name, /aws_lambda_function\.([\w-]+)\.invoke_arn/.exec(String(integration['uri']))?.[1]];
    }),
  );

  expect(functionOf).toEqual({
    'DELETE /sessions/{sessionId}': 'delete-session',
    'GET /sessions': 'list-sessions',
    'GET /sessions/{sessionId}': 'get-session-messages',
    'POST /auth/logout': 'auth',
    'POST /auth/logout-all': 'auth',
    'POST /auth/refresh': 'auth',
    'POST /auth/token': 'auth',
    'POST /webhooks/kakao/unlink': 'kakao-unlink',
  });
});

test('the stage is throttled and traced, has an access log and no execution log with what people write', () => {
  expect(resource(prod, 'aws_api_gateway_stage.rest')).toMatchObject({
    stage_name: 'api',
    xray_tracing_enabled: true,
    deployment_id: '${aws_api_gateway_deployment.rest.id}',
    access_log_settings: { destination_arn: '${aws_cloudwatch_log_group.rest_access-log.arn}' },
    depends_on: ['aws_api_gateway_account.api-gateway-logging'],
  });
  expect(resource(prod, 'aws_api_gateway_method_settings.rest')).toMatchObject({
    method_path: '*/*',
    settings: {
      throttling_rate_limit: 200,
      throttling_burst_limit: 400,
      logging_level: 'OFF',
      data_trace_enabled: false,
    },
  });
});

test('access logs name no token, body, query or path with ids in it', () => {
  const formats = [
    resource(prod, 'aws_api_gateway_stage.rest'),
    resource(prod, 'aws_apigatewayv2_stage.web-socket-stage'),
  ].map(({ access_log_settings }) => JSON.stringify(access_log_settings));

  for (const format of formats) {
    expect(format).not.toMatch(/\$context\.path\b|\$input|\$request|header|token|userAgent/);
    expect(format).toContain('$context.requestId');
  }
});

const answers = new Map(
  resourcesOf(prod, 'aws_api_gateway_gateway_response').map(([, answer]) => [String(answer['response_type']), answer]),
);
const bodyOf = (answer: ResourceJson | undefined) =>
  JSON.parse(String(Object.values(answer?.['response_templates'] ?? {})[0]));

test.each([
  ['UNAUTHORIZED', '401', 'UNAUTHENTICATED'],
  ['ACCESS_DENIED', '401', '$context.authorizer.code'],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'NOT_FOUND'],
  ['THROTTLED', '429', 'TOO_MANY_REQUESTS'],
  ['REQUEST_TOO_LARGE', '413', 'MESSAGE_TOO_LARGE'],
  ['INTEGRATION_TIMEOUT', '504', 'TIMEOUT'],
  ['INTEGRATION_FAILURE', '503', 'SERVICE_UNAVAILABLE'],
  ['AUTHORIZER_FAILURE', '503', 'SERVICE_UNAVAILABLE'],
  ['DEFAULT_4XX', '403', 'FORBIDDEN'],
  ['DEFAULT_5XX', '500', 'INTERNAL'],
])('%s is answered with %s and %s', (responseType, status, code) => {
  const answer = answers.get(responseType);

  expect(answer?.['status_code']).toBe(status);
  expect(bodyOf(answer)).toMatchObject({ code, requestId: '$context.requestId' });
});

test('every answer of API Gateway is a problem of the protocol', () => {
  for (const [responseType, answer] of answers) {
    const body = bodyOf(answer);
    const filledIn = { ...body, ...(responseType === 'ACCESS_DENIED' && { code: 'AUTH_EXPIRED' }) };
    expect(problemSchema.safeParse(filledIn), responseType).toMatchObject({ success: true });
    expect(answer['response_parameters']).toMatchObject({ 'gatewayresponse.header.Cache-Control': "'no-store'" });
  }
});

test('a throttled client is told when to come again, and a refused one how to authenticate', () => {
  expect(bodyOf(answers.get('THROTTLED'))).toMatchObject({ retryAfterSeconds: 1 });
  expect(answers.get('THROTTLED')?.['response_parameters']).toMatchObject({
    'gatewayresponse.header.Retry-After': "'1'",
  });
  expect(answers.get('UNAUTHORIZED')?.['response_parameters']).toMatchObject({
    'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
  });
});
