import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RestApi } from '../../model/rest-api.ts';
import { readBody } from '../../system/read-body.ts';
import { createAuthorize } from '../authorize.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { partsOf } from '../request-parts.ts';
import { invokeIntegration } from '../timed-invocation.ts';
import { gatewayResponse, type RestAnswer } from './gateway-response.ts';
import { readProxyAnswer } from './proxy-answer.ts';
import {
  methodArn,
  methodSourceArn,
  proxyEvent,
  type RestMatch,
  type RestRequest,
  restAuthorizerEvent,
} from './rest-event.ts';
import { findRoute } from './route-table.ts';

/** One REST API, served under its stage's path. */
export type RestGateway = {
  readonly api: RestApi;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
const payloadBytes = 10 * 1024 * 1024;

/** Serves a REST API as API Gateway does. */
export const createRestGateway = (deps: GatewayDeps, api: RestApi): RestGateway => {
  const respond = answerRequest({ ...deps, authorize: createAuthorize(deps) });
  return {
    api,
    handle: async (incoming, outgoing) => {
      const parts = partsOf(incoming);
      const request: RestRequest = {
        api,
        parts,
        httpMethod: incoming.method ?? 'GET',
        path: parts.path.slice(`/${api.stage}`.length).replace(/(?<=.)\/$/, '') || '/',
        requestId: randomUUID(),
        nowMs: deps.clock.now(),
      };
      const body = await readBody(incoming, payloadBytes);
      const answer =
        body === 'too-large' ? gatewayResponse(request, 'REQUEST_TOO_LARGE') : await respond(request, body);
      const identity = { 'x-amzn-RequestId': request.requestId, 'x-amz-apigw-id': request.requestId.slice(0, 16) };
      for (const [name, value] of Object.entries({ ...answer.headers, ...identity })) {
        outgoing.setHeader(name, value);
      }
      outgoing.statusCode = answer.status;
      outgoing.end(answer.body);
    },
  };
};

type RestDeps = GatewayDeps & { readonly authorize: ReturnType<typeof createAuthorize> };

const answerRequest =
  (deps: RestDeps) =>
  async (request: RestRequest, body: Buffer): Promise<RestAnswer> => {
    const match = findRoute(request.api.methods, request.httpMethod, request.path);
    if (!match) return gatewayResponse(request, 'MISSING_AUTHENTICATION_TOKEN');
    const resourcePath = match.method.path;
    const { authorizer } = match.method;
    if (!authorizer) return integrate(deps, request, { match, body, authorizer: undefined });

    const authorization = await deps.authorize({
      authorizer,
      parts: request.parts,
      stageArn: request.api.stageArn,
      methodArn: methodArn(request),
      event: restAuthorizerEvent(request, match),
    });
    switch (authorization.kind) {
      case 'unauthorized':
        return gatewayResponse(request, 'UNAUTHORIZED', { resourcePath });
      case 'failed':
        return gatewayResponse(request, 'AUTHORIZER_FAILURE', { resourcePath });
      case 'denied':
        return gatewayResponse(request, 'ACCESS_DENIED', { resourcePath, authorizer: authorization.context });
      case 'allowed':
        return integrate(deps, request, { match, body, authorizer: authorization.context });
    }
  };

type Integration = {
  readonly match: RestMatch;
  readonly body: Buffer;
  readonly authorizer: Readonly<Record<string, string>> | undefined;
};

const integrate = async (
  deps: RestDeps,
  request: RestRequest,
  { match, body, authorizer }: Integration,
): Promise<RestAnswer> => {
  const known = { resourcePath: match.method.path, ...(authorizer && { authorizer }) };
  const outcome = await invokeIntegration(deps)({
    functionName: match.method.functionName,
    sourceArn: methodSourceArn(request.api, match.method),
    event: proxyEvent(request, match, { authorizer, body: body.length > 0 ? body.toString('utf8') : null }),
    timeoutMs: match.method.timeoutMs,
  });
  if (outcome.kind === 'timed-out') return gatewayResponse(request, 'INTEGRATION_TIMEOUT', known);
  if (outcome.kind === 'forbidden') return gatewayResponse(request, 'API_CONFIGURATION_ERROR', known);
  const answer = outcome.kind === 'returned' ? readProxyAnswer(outcome.payload) : undefined;
  return answer ?? gatewayResponse(request, 'DEFAULT_5XX', known);
};
