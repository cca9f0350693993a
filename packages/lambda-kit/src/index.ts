export { type Caller, callerContext, callerSchema } from './caller.ts';
export { type Environment, readEnvironment } from './environment.ts';
export { jsonLogger, type LogFields, type Logger, silentLogger } from './logger.ts';
export { readOrigins } from './origins.ts';
export { type QueueJob, queueConsumer, queueEventSchema } from './queue-consumer.ts';
export { type RestAnswer, type RestRequest, type RestResult, restEventSchema, restRoute } from './rest-route.ts';
export {
  connectRoute,
  disconnectRoute,
  messageRoute,
  type WebSocketRequest,
  type WebSocketResult,
  webSocketEventSchema,
} from './websocket-route.ts';
