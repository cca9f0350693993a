import { randomUUID } from 'node:crypto';
import type { WebSocketApi } from '../../model/websocket-api.ts';
import { nullIfEmpty, type RequestParts } from '../request-parts.ts';
import type { ConnectionFacts } from './connection.ts';

type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

/** What differs from event to event. */
export type EventFacts = {
  readonly routeKey: string;
  readonly eventType: EventType;
  readonly requestId: string;
  readonly nowMs: number;
};

/**
 * `requestContext` of a WebSocket event.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
const requestContext = (api: WebSocketApi, connection: ConnectionFacts, facts: EventFacts) => ({
  routeKey: facts.routeKey,
  ...(facts.eventType === 'MESSAGE' && { messageId: randomUUID() }),
  eventType: facts.eventType,
  extendedRequestId: facts.requestId,
  requestTime: requestTime(facts.nowMs),
  messageDirection: 'IN',
  stage: api.stage,
  connectedAt: connection.connectedAtMs,
  requestTimeEpoch: facts.nowMs,
  identity: {
    sourceIp: connection.sourceIp,
    ...(connection.userAgent !== undefined && { userAgent: connection.userAgent }),
  },
  requestId: facts.requestId,
  domainName: `${api.apiId}.execute-api.${api.region}.amazonaws.com`,
  connectionId: connection.connectionId,
  apiId: api.apiId,
  ...(connection.authorizer && { authorizer: connection.authorizer }),
});

/** The event of `$connect`. */
export const connectEvent = (
  api: WebSocketApi,
  { connection, parts }: { readonly connection: ConnectionFacts; readonly parts: RequestParts },
  facts: EventFacts,
) => ({
  headers: parts.headers,
  multiValueHeaders: parts.multiValueHeaders,
  ...(nullIfEmpty(parts.query) && {
    queryStringParameters: parts.query,
    multiValueQueryStringParameters: parts.multiValueQuery,
  }),
  requestContext: requestContext(api, connection, facts),
  isBase64Encoded: false,
});

/** The event of the authorizer of `$connect`. */
export const authorizerEvent = (
  api: WebSocketApi,
  { connection, parts }: { readonly connection: ConnectionFacts; readonly parts: RequestParts },
  facts: EventFacts,
) => ({
  type: 'REQUEST',
  methodArn: `${api.stageArn}/${facts.routeKey}`,
  headers: parts.headers,
  multiValueHeaders: parts.multiValueHeaders,
  queryStringParameters: parts.query,
  multiValueQueryStringParameters: parts.multiValueQuery,
  stageVariables: {},
  requestContext: requestContext(api, connection, facts),
});

/** The event of a message. */
export const messageEvent = (
  api: WebSocketApi,
  { connection, body }: { readonly connection: ConnectionFacts; readonly body: string },
  facts: EventFacts,
) => ({ requestContext: requestContext(api, connection, facts), body, isBase64Encoded: false });

/** The event of `$disconnect`, with why the connection ended. */
export const disconnectEvent = (
  api: WebSocketApi,
  {
    connection,
    code,
    reason,
  }: { readonly connection: ConnectionFacts; readonly code: number; readonly reason: string },
  facts: EventFacts,
) => ({
  headers: { Host: `${api.apiId}.execute-api.${api.region}.amazonaws.com`, 'x-api-key': '', 'X-Forwarded-For': '' },
  multiValueHeaders: {},
  requestContext: {
    ...requestContext(api, connection, facts),
    disconnectStatusCode: code,
    disconnectReason: reason,
  },
  isBase64Encoded: false,
});

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `09/Apr/2026:18:03:28 +0000`, the format of Common Log. */
export const requestTime = (epochMs: number): string => {
  const at = new Date(epochMs);
  const time = at.toISOString().slice(11, 19);
  return `${String(at.getUTCDate()).padStart(2, '0')}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${time} +0000`;
};
