const method = (resource: string, http_method: string, more: object): object => ({
  rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
  resource_id: resource,
  http_method,
  ...more,
});
const thingId = '${aws_api_gateway_resource.thing.id}';
const openId = '${aws_api_gateway_resource.open.id}';
const closed = { authorization: 'CUSTOM', authorizer_id: '${aws_api_gateway_authorizer.rest.id}' };
const restProxy = { type: 'AWS_PROXY', uri: '${aws_lambda_function.rest.invoke_arn}' };

/** The fixture's REST API: closed, open, not permitted and broken methods. */
export const fixtureRestApi = {
  aws_api_gateway_rest_api: { rest: { name: 'fixture' } },
  aws_api_gateway_stage: { rest: { rest_api_id: '${aws_api_gateway_rest_api.rest.id}', stage_name: 'api' } },
  aws_api_gateway_resource: {
    things: {
      parent_id: '${aws_api_gateway_rest_api.rest.root_resource_id}',
      path_part: 'things',
    },
    thing: { parent_id: '${aws_api_gateway_resource.things.id}', path_part: '{thingId}' },
    open: { parent_id: '${aws_api_gateway_rest_api.rest.root_resource_id}', path_part: 'open' },
  },
  aws_api_gateway_authorizer: {
    rest: {
      type: 'REQUEST',
      authorizer_uri: '${aws_lambda_function.authorizer.invoke_arn}',
      identity_source: 'method.request.header.Authorization',
      authorizer_result_ttl_in_seconds: 60,
    },
  },
  aws_api_gateway_method: {
    get_thing: method(thingId, 'GET', closed),
    delete_thing: method(thingId, 'DELETE', closed),
    open: method(openId, 'POST', { authorization: 'NONE' }),
    forbidden: method(openId, 'GET', { authorization: 'NONE' }),
    broken: method(openId, 'DELETE', { authorization: 'NONE' }),
  },
  aws_api_gateway_integration: {
    get_thing: method(thingId, 'GET', { ...restProxy, timeout_milliseconds: 300 }),
    delete_thing: method(thingId, 'DELETE', restProxy),
    open: method(openId, 'POST', restProxy),
    forbidden: method(openId, 'GET', restProxy),
    broken: method(openId, 'DELETE', { type: 'AWS_PROXY', uri: '${aws_lambda_function.broken.invoke_arn}' }),
  },
  aws_api_gateway_gateway_response: {
    denied: {
      rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
      response_type: 'ACCESS_DENIED',
      status_code: '401',
      response_templates: {
        'application/json': '{"code":"$context.authorizer.code","requestId":"$context.requestId"}',
      },
      response_parameters: { 'gatewayresponse.header.Cache-Control': "'no-store'" },
    },
    other: {
      rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
      response_type: 'DEFAULT_5XX',
      response_templates: { 'application/json': '{"code":"INTERNAL","text":$context.error.messageString}' },
    },
  },
};
