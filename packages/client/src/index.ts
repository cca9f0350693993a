export { type Browser, thisBrowser } from './browser.ts';
export { type Ask, type Asked, type Client, createClient } from './client.ts';
export { ClientError, type ClientErrorCode, isClientError } from './client-error.ts';
export type { ConnectionState } from './connection.ts';
export type { LoginState } from './login-session.ts';
export type { ReplyUpdate } from './reply-progress.ts';
export type { PageRequest } from './rest-api.ts';
export { defaultTiming, type Timing } from './timing.ts';
export { loadConfig, type WebConfig, webConfigSchema } from './web-config.ts';
