import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { WebSocketApi } from '../../model/websocket-api.ts';
import type { AuthorizerContext, createAuthorize } from '../authorize.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { headerOf, type RequestParts } from '../request-parts.ts';
import { invokeIntegration } from '../timed-invocation.ts';
import type { ConnectionFacts } from './connection.ts';
import { authorizerEvent, connectEvent } from './websocket-event.ts';

/** How a handshake ended. */
export type Handshake =
  | { readonly kind: 'accepted'; readonly connection: ConnectionFacts; readonly subprotocol: string | undefined }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

/** What a proxy integration of a WebSocket route returns. */
export const proxyResultSchema = z.object({
  statusCode: z.coerce.number<number | string>(),
  headers: z.nullish(z.record(z.string(), z.string())),
  body: z.nullish(z.string()),
});

type Refusal = Extract<Handshake, { kind: 'refused' }>;
type HandshakeDeps = GatewayDeps & { readonly authorize: ReturnType<typeof createAuthorize> };

const refused = (status: number, message: string): Refusal => ({ kind: 'refused', status, message });

/** Runs authorizer and `$connect`. The connection exists only once this has accepted it. */
export const shakeHands =
  (deps: HandshakeDeps, api: WebSocketApi) =>
  async (parts: RequestParts): Promise<Handshake> => {
    const connection: ConnectionFacts = {
      // Shaped as API Gateway's: base64 of 11 bytes, with its padding.
      connectionId: randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
      connectedAtMs: deps.clock.now(),
      sourceIp: parts.sourceIp,
      userAgent: parts.userAgent,
      authorizer: undefined,
    };
    const route = api.routes.find(({ routeKey }) => routeKey === '$connect');
    if (!route) return { kind: 'accepted', connection, subprotocol: undefined };

    const authorized = await authorizeConnect(deps, api, { connection, parts });
    if (authorized.kind === 'refused') return authorized;
    const known = { ...connection, authorizer: authorized.context };
    return openConnection(deps, api, { connection: known, parts });
  };

type Opening = { readonly connection: ConnectionFacts; readonly parts: RequestParts };

const factsOf = (deps: GatewayDeps) => ({
  routeKey: '$connect',
  eventType: 'CONNECT' as const,
  requestId: randomUUID(),
  nowMs: deps.clock.now(),
});

const authorizeConnect = async (
  deps: HandshakeDeps,
  api: WebSocketApi,
  opening: Opening,
): Promise<Refusal | { readonly kind: 'authorized'; readonly context: AuthorizerContext | undefined }> => {
  const authorizer = api.routes.find(({ routeKey }) => routeKey === '$connect')?.authorizer;
  if (!authorizer) return { kind: 'authorized', context: undefined };
  const answer = await deps.authorize({
    authorizer,
    parts: opening.parts,
    stageArn: api.stageArn,
    methodArn: `${api.stageArn}/$connect`,
    event: authorizerEvent(api, opening, factsOf(deps)),
  });
  if (answer.kind === 'allowed') return { kind: 'authorized', context: answer.context };
  if (answer.kind === 'denied') return refused(403, 'User is not authorized to access this resource');
  return answer.kind === 'unauthorized' ? refused(401, 'Unauthorized') : refused(500, 'Internal server error');
};

const openConnection = async (deps: HandshakeDeps, api: WebSocketApi, opening: Opening): Promise<Handshake> => {
  const { connection } = opening;
  const integration = api.routes.find(({ routeKey }) => routeKey === '$connect')?.integration;
  if (integration?.kind !== 'lambda') return { kind: 'accepted', connection, subprotocol: undefined };

  const outcome = await invokeIntegration(deps)({
    functionName: integration.functionName,
    sourceArn: `${api.stageArn}/$connect`,
    event: connectEvent(api, opening, factsOf(deps)),
    timeoutMs: integration.timeoutMs,
  });
  if (outcome.kind === 'timed-out') return refused(504, 'Endpoint request timed out');
  if (outcome.kind === 'forbidden') return refused(500, 'Internal server error');
  if (outcome.kind === 'failed') return refused(502, 'Internal server error');
  const result = proxyResultSchema.safeParse(outcome.payload);
  if (!result.success) return refused(502, 'Internal server error');
  if (result.data.statusCode < 200 || result.data.statusCode > 299) return refused(result.data.statusCode, 'Forbidden');
  return { kind: 'accepted', connection, subprotocol: headerOf(result.data.headers ?? {}, 'sec-websocket-protocol') };
};
