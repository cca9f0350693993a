import type { Mutation } from './mutation.ts';
import { add, argumentsAt, reference, rewritePolicy, type Stack } from './own-stack.ts';

const set = (address: string, values: { [argument: string]: unknown }) => (stack: Stack) => {
  Object.assign(argumentsAt(stack, address), values);
};

const webSocketApi = reference('aws_apigatewayv2_api.web-socket.id');

export const entryPointMutations: readonly Mutation[] = [
  {
    rule: 'websocket-connect-open',
    what: '$connect loses its authorizer, while sign-out still closes sockets',
    breaking: (stack) => {
      delete stack.resource['aws_apigatewayv2_route']?.['route_connect'];
    },
  },
  {
    rule: 'rest-method-open',
    what: 'the list of sessions asks for nothing',
    breaking: set('aws_api_gateway_method.rest_path_get-sessions', { authorization: 'NONE' }),
  },
  {
    rule: 'api-key-as-authorization',
    what: 'the list of sessions asks for an API key alone',
    breaking: set('aws_api_gateway_method.rest_path_get-sessions', { authorization: 'NONE', api_key_required: true }),
  },
  {
    rule: 'rest-api-without-authorizer',
    what: 'the authorizer of the REST API is gone',
    breaking: (stack) => {
      delete stack.resource['aws_api_gateway_authorizer'];
    },
  },
  {
    rule: 'session-without-owner',
    what: 'one session is guarded by the AWS principal, which is nobody’s name',
    breaking: set('aws_api_gateway_method.rest_path_get-sessions-sessionId', { authorization: 'AWS_IAM' }),
  },
  {
    rule: 'websocket-outlives-token',
    what: 'sign-out may no longer close sockets',
    breaking: (stack) => {
      for (const id of Object.keys(stack.resource['aws_iam_role_policy'] ?? {})) {
        rewritePolicy(stack, id, (policy) => policy.replaceAll('/DELETE/@connections', '/GET/@connections'));
      }
    },
  },
  {
    rule: 'default-endpoint-beside-domain',
    what: 'a custom domain is put before the API and the default address left open',
    given: (stack) =>
      add(stack, 'aws_apigatewayv2_domain_name.wss', {
        domain_name: 'wss.example.com',
        domain_name_configuration: { security_policy: 'TLS_1_2' },
      }),
    breaking: (stack) =>
      add(stack, 'aws_apigatewayv2_api_mapping.wss', {
        api_id: webSocketApi,
        domain_name: 'wss.example.com',
        stage: 'ws',
      }),
  },
  {
    rule: 'domain-tls-old',
    what: 'a custom domain speaks TLS 1.0',
    breaking: (stack) =>
      add(stack, 'aws_api_gateway_domain_name.api', { domain_name: 'api.example.com', security_policy: 'TLS_1_0' }),
  },
  {
    rule: 'authorizer-token-in-query',
    what: 'the token is taken from the query string',
    breaking: set('aws_apigatewayv2_authorizer.route', { identity_sources: ['route.request.querystring.token'] }),
  },
  {
    rule: 'authorizer-cache-ignores-token',
    what: 'answers are cached by address of the caller',
    breaking: set('aws_api_gateway_authorizer.rest', { identity_source: 'context.identity.sourceIp' }),
  },
  {
    rule: 'authorizer-cache-long',
    what: 'answers are cached for an hour',
    breaking: set('aws_api_gateway_authorizer.rest', { authorizer_result_ttl_in_seconds: 3600 }),
  },
  {
    rule: 'keys-fetched-across-regions',
    what: 'the keys do not travel with the deployment',
    breaking: (stack) => {
      const { environment } = argumentsAt(stack, 'aws_lambda_function.authorizer');
      Object.assign(argumentsAt(stack, 'aws_lambda_function.authorizer'), {
        environment: JSON.parse(
          JSON.stringify(environment).replace(reference('var.user_pool_jwks'), '{\\"keys\\":[]}'),
        ),
      });
    },
  },
  {
    rule: 'function-url-open',
    what: 'a function gets an open URL',
    breaking: (stack) =>
      add(stack, 'aws_lambda_function_url.connect', {
        function_name: reference('aws_lambda_function.connect.function_name'),
        authorization_type: 'NONE',
      }),
  },
];
