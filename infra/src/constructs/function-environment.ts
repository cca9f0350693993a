import type { EnvironmentVariable, LambdaDeclaration } from '@tarotchat/declarations';
import { stageNames } from '../naming.ts';
import type { System } from './system.ts';

/** The environment variables that a declaration names, with the values of this system. */
export const environmentOf = (declaration: LambdaDeclaration, system: System): Record<string, string> => {
  const values = valuesOf(system);
  return Object.fromEntries(declaration.environment.map((name) => [name, values[name]]));
};

const valuesOf = (system: System): Record<EnvironmentVariable, string> => {
  const { config, login, page, queues, tables, webSocketApi } = system;
  return {
    CONNECTIONS_TABLE: tables.connections.name,
    CONVERSATIONS_TABLE: tables.conversations.name,
    REVOCATIONS_TABLE: tables.revocations.name,
    REPLIES_QUEUE_URL: queues.replies.url,
    CONNECTIONS_URL: `https://${webSocketApi.id}.execute-api.${config.regions.apis}.amazonaws.com/${stageNames.webSocket}`,
    USER_POOL_ID: login.pool.id,
    USER_POOL_CLIENT_ID: login.client.id,
    USER_POOL_JWKS: system.userPoolJwks,
    HOSTED_LOGIN_URL: login.hostedLoginUrl,
    ALLOWED_ORIGINS: page.origins.join(' '),
    KAKAO_ADMIN_KEY_SHA256: system.kakaoAdminKeySha256,
    COOKIE_SECURE: String(config.cookieSecure),
    READING_MODEL: config.readingModel.kind === 'offline' ? 'offline' : config.readingModel.modelId,
  };
};
