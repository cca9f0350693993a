import { randomUUID } from 'node:crypto';
import type { WebSocketApi, WebSocketRoute } from '../../model/websocket-api.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { type IntegrationOutcome, invokeIntegration } from '../timed-invocation.ts';
import type { ConnectionFacts } from './connection.ts';
import { proxyResultSchema } from './handshake.ts';
import { messageEvent } from './websocket-event.ts';

/**
 * Takes one message through its route.
 *
 * @returns what goes back to the sender, undefined where nothing does.
 */
export const routeMessage =
  (deps: GatewayDeps, api: WebSocketApi) =>
  async (connection: ConnectionFacts, body: string): Promise<string | undefined> => {
    const requestId = randomUUID();
    const complain = (message: string): string =>
      JSON.stringify({ message, connectionId: connection.connectionId, requestId });

    const route = selectRoute(api, body);
    if (!route) return complain('Forbidden');
    if (route.integration.kind === 'mock') return route.hasRouteResponse ? route.integration.answer : undefined;

    const outcome = await invokeIntegration(deps)({
      functionName: route.integration.functionName,
      sourceArn: `${api.stageArn}/${route.routeKey}`,
      event: messageEvent(
        api,
        { connection, body },
        { routeKey: route.routeKey, eventType: 'MESSAGE', requestId, nowMs: deps.clock.now() },
      ),
      timeoutMs: route.integration.timeoutMs,
    });
    if (outcome.kind === 'timed-out') return complain('Endpoint request timed out');
    const answer = readAnswer(outcome);
    if (answer.kind === 'broken') return complain('Internal server error');
    return route.hasRouteResponse ? answer.body : undefined;
  };

/** By the field that the route selection expression names; what is no JSON, or names no route, goes to `$default`. */
const selectRoute = (api: WebSocketApi, body: string): WebSocketRoute | undefined => {
  const selected = fieldOf(body, api.routeField);
  const named = api.routes.find(({ routeKey }) => routeKey === selected && !routeKey.startsWith('$'));
  return named ?? api.routes.find(({ routeKey }) => routeKey === '$default');
};

const fieldOf = (body: string, field: string): string | undefined => {
  try {
    const json: unknown = JSON.parse(body);
    const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, field) : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};

const readAnswer = (
  outcome: Exclude<IntegrationOutcome, { kind: 'timed-out' }>,
): { readonly kind: 'answered'; readonly body: string | undefined } | { readonly kind: 'broken' } => {
  if (outcome.kind !== 'returned') return { kind: 'broken' };
  const result = proxyResultSchema.safeParse(outcome.payload);
  if (!result.success) return { kind: 'broken' };
  return { kind: 'answered', body: result.data.body || undefined };
};
