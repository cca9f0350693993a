import { serverEventSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';

const prod = synthesizedStack('prod');

test('the API keeps its live selection expressions', () => {
  expect(resource(prod, 'aws_apigatewayv2_api.web-socket')).toMatchObject({
    name: 'tarotchat_wss',
    protocol_type: 'WEBSOCKET',
    route_selection_expression: '$request.body.action',
    api_key_selection_expression: '$request.header.x-api-key',
    disable_execute_api_endpoint: false,
  });
});

test('only $connect is authorized, by the Lambda authorizer; what follows carries its answer', () => {
  const authorizations = Object.fromEntries(
    resourcesOf(prod, 'aws_apigatewayv2_route').map(([, route]) => [route['route_key'], route['authorization_type']]),
  );

  expect(authorizations).toEqual({
    $connect: 'CUSTOM',
    $default: 'NONE',
    $disconnect: 'NONE',
    ping: 'NONE',
    renewAuth: 'NONE',
    sendMessage: 'NONE',
  });
  expect(resource(prod, 'aws_apigatewayv2_route.route_connect')['authorizer_id']).toBe(
    '${aws_apigatewayv2_authorizer.route.id}',
  );
});

test('the authorizer reads the token from the offered subprotocols', () => {
  expect(resource(prod, 'aws_apigatewayv2_authorizer.route')).toMatchObject({
    api_id: '${aws_apigatewayv2_api.web-socket.id}',
    authorizer_type: 'REQUEST',
    authorizer_uri: '${aws_lambda_function.authorizer.invoke_arn}',
    identity_sources: ['route.request.header.Sec-WebSocket-Protocol'],
  });
});

test.each(['connect', 'default', 'disconnect', 'renew', 'send-message'])(
  '%s keeps the live form of integration',
  (folder) => {
    expect(resource(prod, `aws_apigatewayv2_integration.route_${folder}`)).toMatchObject({
      integration_type: 'AWS_PROXY',
      integration_method: 'POST',
      integration_uri: `\${aws_lambda_function.${folder}.invoke_arn}`,
      passthrough_behavior: 'WHEN_NO_MATCH',
      payload_format_version: '1.0',
      timeout_milliseconds: 29000,
    });
    expect(resource(prod, `aws_apigatewayv2_route.route_${folder}`)['target']).toBe(
      `integrations/\${aws_apigatewayv2_integration.route_${folder}.id}`,
    );
  },
);

test('a message is answered to its sender; handshake and close are not', () => {
  const answering = resourcesOf(prod, 'aws_apigatewayv2_route')
    .filter(([, route]) => route['route_response_selection_expression'] === '$default')
    .map(([id]) => id);

  expect(answering.toSorted()).toEqual(['route_default', 'route_ping', 'route_renew', 'route_send-message']);
  expect(
    resourcesOf(prod, 'aws_apigatewayv2_route_response')
      .map(([id]) => id)
      .toSorted(),
  ).toEqual(answering.toSorted());
  for (const [id, response] of resourcesOf(prod, 'aws_apigatewayv2_route_response')) {
    expect(response).toMatchObject({ route_id: `\${aws_apigatewayv2_route.${id}.id}`, route_response_key: '$default' });
  }
});

test('ping is answered by API Gateway itself, with the pong of the protocol', () => {
  const integration = resource(prod, 'aws_apigatewayv2_integration.route_ping');
  const answer = resource(prod, 'aws_apigatewayv2_integration_response.route_ping');

  expect(integration).toMatchObject({
    integration_type: 'MOCK',
    request_templates: { $default: '{"statusCode":200}' },
  });
  expect(integration).not.toHaveProperty('integration_uri');
  expect(answer).toMatchObject({
    integration_response_key: '/200/',
    response_templates: { $default: '{"type":"pong"}' },
  });
  expect(serverEventSchema.parse(JSON.parse('{"type":"pong"}'))).toEqual({ type: 'pong' });
});

test('the stage is throttled, has an access log and no execution log with what people write', () => {
  expect(resource(prod, 'aws_apigatewayv2_stage.web-socket-stage')).toMatchObject({
    name: 'ws',
    access_log_settings: { destination_arn: '${aws_cloudwatch_log_group.web-socket-stage_access-log.arn}' },
    default_route_settings: {
      throttling_rate_limit: 200,
      throttling_burst_limit: 400,
      logging_level: 'OFF',
      data_trace_enabled: false,
    },
  });
});

test('the stage serves every change at once, and begins when all routes are there', () => {
  const { auto_deploy, depends_on } = resource(prod, 'aws_apigatewayv2_stage.web-socket-stage');
  const served = ['authorizer', 'integration', 'integration_response', 'route', 'route_response']
    .map((kind) => `aws_apigatewayv2_${kind}`)
    .flatMap((type) => resourcesOf(prod, type).map(([id]) => `${type}.${id}`));

  expect(auto_deploy).toBe(true);
  expect(depends_on).toHaveLength(served.length + 1);
  expect(depends_on).toEqual(expect.arrayContaining([...served, 'aws_api_gateway_account.api-gateway-logging']));
});
