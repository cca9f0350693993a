const route = (routeKey: string, integration: string, more: object = {}): object => ({
  api_id: '${aws_apigatewayv2_api.socket.id}',
  route_key: routeKey,
  target: `integrations/\${aws_apigatewayv2_integration.${integration}.id}`,
  ...more,
});
const answered = { route_response_selection_expression: '$default' };
const routeResponse = (name: string): object => ({ route_id: `\${aws_apigatewayv2_route.${name}.id}` });
const socketIntegration = (more: object = {}): object => ({
  api_id: '${aws_apigatewayv2_api.socket.id}',
  integration_type: 'AWS_PROXY',
  integration_uri: '${aws_lambda_function.socket.invoke_arn}',
  ...more,
});

/** The fixture's WebSocket API: a route of each kind. */
export const fixtureWebSocketApi = {
  aws_apigatewayv2_api: {
    socket: { protocol_type: 'WEBSOCKET', name: 'fixture', route_selection_expression: '$request.body.action' },
  },
  aws_apigatewayv2_stage: { socket: { api_id: '${aws_apigatewayv2_api.socket.id}', name: 'ws', auto_deploy: true } },
  aws_apigatewayv2_authorizer: {
    socket: {
      authorizer_type: 'REQUEST',
      authorizer_uri: '${aws_lambda_function.authorizer.invoke_arn}',
      identity_sources: ['route.request.header.Sec-WebSocket-Protocol'],
    },
  },
  aws_apigatewayv2_integration: {
    socket: socketIntegration({ timeout_milliseconds: 29_000 }),
    hasty: socketIntegration({ timeout_milliseconds: 100 }),
    mock: { api_id: '${aws_apigatewayv2_api.socket.id}', integration_type: 'MOCK' },
  },
  aws_apigatewayv2_integration_response: {
    mock: {
      integration_id: '${aws_apigatewayv2_integration.mock.id}',
      integration_response_key: '/200/',
      response_templates: { '200': '{"type":"pong"}' },
    },
  },
  aws_apigatewayv2_route: {
    connect: route('$connect', 'socket', {
      authorization_type: 'CUSTOM',
      authorizer_id: '${aws_apigatewayv2_authorizer.socket.id}',
    }),
    disconnect: route('$disconnect', 'socket'),
    echo: route('echo', 'socket', answered),
    quiet: route('quiet', 'socket'),
    hasty: route('hasty', 'hasty', answered),
    ping: route('ping', 'mock', answered),
    otherwise: route('$default', 'socket', answered),
  },
  aws_apigatewayv2_route_response: {
    echo: routeResponse('echo'),
    hasty: routeResponse('hasty'),
    ping: routeResponse('ping'),
    otherwise: routeResponse('otherwise'),
  },
};
