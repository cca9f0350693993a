import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response/index.js';
import { type ErrorCode, errorTable, problem } from '@tarotchat/errors';
import { Construct } from 'constructs';

/**
 * What API Gateway answers by itself, before or instead of a function, as the same typed problem that functions answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const codes: Readonly<Record<string, ErrorCode>> = {
  UNAUTHORIZED: 'UNAUTHENTICATED',
  ACCESS_DENIED: 'UNAUTHENTICATED',
  EXPIRED_TOKEN: 'UNAUTHENTICATED',
  INVALID_SIGNATURE: 'UNAUTHENTICATED',
  MISSING_AUTHENTICATION_TOKEN: 'NOT_FOUND',
  RESOURCE_NOT_FOUND: 'NOT_FOUND',
  BAD_REQUEST_BODY: 'INVALID_FIELD',
  BAD_REQUEST_PARAMETERS: 'INVALID_FIELD',
  REQUEST_TOO_LARGE: 'MESSAGE_TOO_LARGE',
  THROTTLED: 'TOO_MANY_REQUESTS',
  QUOTA_EXCEEDED: 'TOO_MANY_REQUESTS',
  AUTHORIZER_FAILURE: 'SERVICE_UNAVAILABLE',
  INTEGRATION_FAILURE: 'SERVICE_UNAVAILABLE',
  INTEGRATION_TIMEOUT: 'TIMEOUT',
  DEFAULT_4XX: 'FORBIDDEN',
  DEFAULT_5XX: 'INTERNAL',
};

const retryAfterSeconds = 1;

/** The Deny of the authorizer says why in its context; API Gateway fills it in. */
const refusedText =
  'The access token was not accepted: it has expired, was signed out, or is not of this user pool. Refresh it or log in again.';

/** All gateway responses of the REST API. */
export class GatewayResponses extends Construct {
  readonly responses: readonly ApiGatewayGatewayResponse[];

  constructor(scope: Construct, id: string, { restApiId }: { readonly restApiId: string }) {
    super(scope, id);
    this.responses = Object.entries(codes).map(
      ([responseType, code]) =>
        new ApiGatewayGatewayResponse(this, responseType.toLowerCase().replaceAll('_', '-'), {
          restApiId,
          responseType,
          statusCode: String(errorTable[code].httpStatus),
          responseTemplates: { 'application/json': JSON.stringify(bodyOf(responseType, code)) },
          responseParameters: headersOf(code),
        }),
    );
  }
}

const bodyOf = (responseType: string, code: ErrorCode): Record<string, unknown> => ({
  ...problem(code, {
    ...(responseType === 'ACCESS_DENIED' && { message: refusedText }),
    ...(code === 'TOO_MANY_REQUESTS' && { retryAfterSeconds }),
  }),
  ...(responseType === 'ACCESS_DENIED' && { code: '$context.authorizer.code' }),
  requestId: '$context.requestId',
});

/** Header values stand in single quotes: they are literals of API Gateway's mapping language. */
const headersOf = (code: ErrorCode): Record<string, string> => ({
  'gatewayresponse.header.Cache-Control': "'no-store'",
  // RFC 9110, section 15.5.2: a 401 names the scheme to authenticate with.
  ...(errorTable[code].httpStatus === 401 && { 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" }),
  ...(code === 'TOO_MANY_REQUESTS' && { 'gatewayresponse.header.Retry-After': `'${retryAfterSeconds}'` }),
});
