import type { RestApi, RestMethod } from '../../model/rest-api.ts';
import type { AuthorizerContext } from '../authorize.ts';
import { nullIfEmpty, type RequestParts } from '../request-parts.ts';
import { requestTime } from '../websocket/websocket-event.ts';

/** One request to a REST API, as far as it is known. */
export type RestRequest = {
  readonly api: RestApi;
  readonly parts: RequestParts;
  readonly httpMethod: string;
  /** Without the stage. */
  readonly path: string;
  readonly requestId: string;
  readonly nowMs: number;
};

/** The method that serves it. */
export type RestMatch = { readonly method: RestMethod; readonly pathParameters: Readonly<Record<string, string>> };

const requestContext = (request: RestRequest, { method }: RestMatch, authorizer: AuthorizerContext | undefined) => ({
  resourceId: method.resourceId,
  resourcePath: method.path,
  httpMethod: request.httpMethod,
  extendedRequestId: request.requestId,
  requestTime: requestTime(request.nowMs),
  path: `/${request.api.stage}${request.path}`,
  accountId: request.api.stageArn.split(':')[4] ?? '',
  protocol: 'HTTP/1.1',
  stage: request.api.stage,
  domainPrefix: request.api.apiId,
  requestTimeEpoch: request.nowMs,
  requestId: request.requestId,
  identity: {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: request.parts.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: request.parts.userAgent ?? null,
    user: null,
  },
  domainName: `${request.api.apiId}.execute-api.${request.api.region}.amazonaws.com`,
  apiId: request.api.apiId,
  ...(authorizer && { authorizer }),
});

const shared = (request: RestRequest, { method, pathParameters }: RestMatch) => ({
  resource: method.path,
  path: request.path,
  httpMethod: request.httpMethod,
  headers: nullIfEmpty(request.parts.headers),
  multiValueHeaders: nullIfEmpty(request.parts.multiValueHeaders),
  queryStringParameters: nullIfEmpty(request.parts.query),
  multiValueQueryStringParameters: nullIfEmpty(request.parts.multiValueQuery),
  pathParameters: nullIfEmpty(pathParameters),
  stageVariables: null,
});

/**
 * The event of a Lambda proxy integration, payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const proxyEvent = (
  request: RestRequest,
  match: RestMatch,
  { authorizer, body }: { readonly authorizer: AuthorizerContext | undefined; readonly body: string | null },
) => ({
  ...shared(request, match),
  requestContext: requestContext(request, match, authorizer),
  body,
  isBase64Encoded: false,
});

/** The event of a REQUEST authorizer: no body, and empty objects instead of null. */
export const restAuthorizerEvent = (request: RestRequest, match: RestMatch) => ({
  type: 'REQUEST',
  methodArn: methodArn(request),
  ...shared(request, match),
  queryStringParameters: request.parts.query,
  multiValueQueryStringParameters: request.parts.multiValueQuery,
  pathParameters: match.pathParameters,
  stageVariables: {},
  requestContext: requestContext(request, match, undefined),
});

/** What the authorizer's policy is evaluated against. */
export const methodArn = ({ api, httpMethod, path }: RestRequest): string => `${api.stageArn}/${httpMethod}${path}`;

/** What API Gateway says invokes the function: path parameters are `*` there. */
export const methodSourceArn = (api: RestApi, method: RestMethod): string =>
  `${api.stageArn}/${method.httpMethod}${method.path.replaceAll(/\{[^}]+\}/g, '*')}`;
