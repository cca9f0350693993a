import { referenced, type Stack } from './read-stack.ts';

/** Everything that a person can reach: `GET /sessions/{sessionId}`, `ws sendMessage`. */
export const routesOf = (stack: Stack): string[] => {
  const { aws_apigatewayv2_route: routes, aws_api_gateway_method: methods } = stack.resource;
  return [
    ...Object.values(methods).map(({ http_method, resource_id }) => `${http_method} ${pathOf(stack, resource_id)}`),
    ...Object.values(routes).map(({ route_key }) => `ws ${route_key}`),
  ].toSorted();
};

const pathOf = (stack: Stack, resourceId: string): string => {
  const resource = stack.resource.aws_api_gateway_resource[referenced(resourceId)];
  // The root resource belongs to the API itself.
  return resource === undefined ? '' : `${pathOf(stack, resource.parent_id)}/${resource.path_part}`;
};
