import { referenced, type Stack } from './read-stack.ts';

/** Everything that a person can reach: `GET /sessions/{sessionId}`, `ws sendMessage`. */
export const routesOf = (stack: Stack): string[] => {
  const { aws_apigatewayv2_route: routes, aws_api_gateway_method: methods } = stack.resource;
  return [
    ...Object.values(methods).map(({ http_method, resource_id }) => `${http_method} ${pathOf(stack, resource_id)}`),
    ...Object.values(routes).map(({ route_key }) => `ws ${route_key}`),
  ].toSorted();
};

/** Those of them that ask no authorizer. Over a socket it was asked at `$connect`: what it said travels with every frame. */
export const openRoutesOf = (stack: Stack): string[] => {
  const { aws_apigatewayv2_route: routes, aws_api_gateway_method: methods } = stack.resource;
  const isSocketOpen = Object.values(routes).some(
    ({ route_key, authorization_type }) => route_key === '$connect' && authorization_type !== 'CUSTOM',
  );
  return [
    ...Object.values(methods)
      .filter(({ authorization }) => authorization !== 'CUSTOM')
      .map(({ http_method, resource_id }) => `${http_method} ${pathOf(stack, resource_id)}`),
    ...(isSocketOpen ? ['ws $connect'] : []),
  ].toSorted();
};

const pathOf = (stack: Stack, resourceId: string): string => {
  const resource = stack.resource.aws_api_gateway_resource[referenced(resourceId)];
  // The root resource belongs to the API itself.
  return resource === undefined ? '' : `${pathOf(stack, resource.parent_id)}/${resource.path_part}`;
};
