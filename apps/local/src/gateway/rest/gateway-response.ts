import type { GatewayResponse } from '../../model/rest-api.ts';
import type { AuthorizerContext } from '../authorize.ts';
import { headerOf } from '../request-parts.ts';
import type { RestRequest } from './rest-event.ts';

/**
 * The answers that the gateway gives itself: status and message where the stack does not say otherwise.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const defaults = {
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException' },
  AUTHORIZER_FAILURE: { status: 500, message: 'Internal server error', errorType: 'AuthorizerConfigurationException' },
  API_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  // A function that fails, or answers what is no proxy response, is a 502 of the general kind.
  DEFAULT_5XX: { status: 502, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const satisfies Record<string, { status: number; message: string; errorType: string }>;

export type GatewayResponseType = keyof typeof defaults;

/** An HTTP answer of the gateway. */
export type RestAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

/** Builds the gateway's own answer from the stack's gateway responses. */
export const gatewayResponse = (
  request: RestRequest,
  responseType: GatewayResponseType,
  { resourcePath, authorizer }: { readonly resourcePath?: string; readonly authorizer?: AuthorizerContext } = {},
): RestAnswer => {
  const standard = defaults[responseType];
  const custom = customResponse(request.api.gatewayResponses, responseType, standard.status);
  const variables = contextVariables(request, { responseType, message: standard.message, resourcePath, authorizer });
  const [contentType, template] = Object.entries(custom?.templates ?? {})[0] ?? [
    'application/json',
    '{"message":$context.error.messageString}',
  ];
  const headers = Object.entries(custom?.headers ?? {}).flatMap(([name, expression]) => {
    const value = headerValue(request, expression, variables);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    status: custom?.statusCode ?? standard.status,
    headers: { 'Content-Type': contentType, 'x-amzn-ErrorType': standard.errorType, ...Object.fromEntries(headers) },
    body: substitute(template, variables),
  };
};

const customResponse = (
  responses: readonly GatewayResponse[],
  responseType: GatewayResponseType,
  status: number,
): GatewayResponse | undefined => {
  const general = responses.find(
    (response) => response.responseType === (status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'),
  );
  const exact = responses.find((response) => response.responseType === responseType);
  // What an exact response leaves away, it does not take from the general one.
  return exact ?? general;
};

type Variables = ReadonlyMap<string, string>;

const contextVariables = (
  request: RestRequest,
  facts: {
    readonly responseType: string;
    readonly message: string;
    readonly resourcePath: string | undefined;
    readonly authorizer: AuthorizerContext | undefined;
  },
): Variables =>
  new Map([
    ['requestId', request.requestId],
    ['extendedRequestId', request.requestId],
    ['httpMethod', request.httpMethod],
    ['path', `/${request.api.stage}${request.path}`],
    ['resourcePath', facts.resourcePath ?? '-'],
    ['stage', request.api.stage],
    ['apiId', request.api.apiId],
    ['requestTime', new Date(request.nowMs).toISOString()],
    ['requestTimeEpoch', String(request.nowMs)],
    ['identity.sourceIp', request.parts.sourceIp],
    ['identity.userAgent', request.parts.userAgent ?? '-'],
    ['error.message', facts.message],
    ['error.messageString', JSON.stringify(facts.message)],
    ['error.responseType', facts.responseType],
    ...Object.entries(facts.authorizer ?? {}).map(([name, value]): [string, string] => [`authorizer.${name}`, value]),
  ]);

/** Replaces `$context.x`: gateway responses know no VTL, and an unknown variable is `-`. */
const substitute = (template: string, variables: Variables): string =>
  template.replaceAll(/\$context\.([A-Za-z]+(?:\.[A-Za-z_]\w*)?)/g, (_, name: string) => variables.get(name) ?? '-');

const headerValue = (request: RestRequest, expression: string, variables: Variables): string | undefined => {
  const fixed = /^'(.*)'$/.exec(expression)?.[1];
  if (fixed !== undefined) return fixed;
  const header = /^method\.request\.header\.(.+)$/.exec(expression)?.[1];
  if (header !== undefined) return headerOf(request.parts.headers, header);
  const variable = /^context\.(.+)$/.exec(expression)?.[1];
  return variable === undefined ? undefined : variables.get(variable);
};
