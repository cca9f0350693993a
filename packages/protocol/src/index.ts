export {
  firstIssue,
  type ParsedMessage,
  parseJson,
  parseSendMessage,
  pingMessage,
  type SendMessage,
  type SendMessageInput,
  sendMessageSchema,
} from './client-message.ts';
export {
  type ConnectionId,
  connectionIdSchema,
  type MessageId,
  messageIdSchema,
  type SessionId,
  sessionBegunBy,
  sessionIdSchema,
  type TokenFamily,
  tokenFamilySchema,
  type UserId,
  userIdSchema,
} from './ids.ts';
export { limits, utf8Bytes } from './limits.ts';
export { ownRequestHeader } from './own-request.ts';
export {
  type DrawnCard,
  drawnCardSchema,
  type Language,
  languageSchema,
  languages,
  type Orientation,
  orientationSchema,
  type SpreadId,
  spreadIdSchema,
  spreadIds,
} from './reading.ts';
export { type ParsedRenewAuth, parseRenewAuth, type RenewAuth, renewAuthSchema } from './renew-auth.ts';
export {
  cursorSchema,
  type MessagePage,
  messagePageSchema,
  type Question,
  questionSchema,
  type Reply,
  replySchema,
  type Session,
  type SessionPage,
  sessionPageSchema,
  sessionSchema,
  type TokenAnswer,
  type TokenRequest,
  tokenAnswerSchema,
  tokenRequestSchema,
} from './rest.ts';
export {
  errorCodeSchema,
  errorEvent,
  problemSchema,
  type ReplyEvent,
  type ServerEvent,
  serverEventSchema,
} from './server-event.ts';
export { offeredSubprotocols, readSubprotocolOffer, type SubprotocolOffer, subprotocol } from './subprotocol.ts';
