import { type EnvironmentConfig, noKakaoAdminKey } from './environment.ts';

/** An account of its own for trying changes. A page on a developer's machine belongs to the local stack. */
export const dev: EnvironmentConfig = {
  environment: 'dev',
  suffix: '-dev',
  regions: { apis: 'us-east-1', userPool: 'ap-northeast-2' },
  // Its distribution is the one callback: a second one on localhost could take over a login.
  login: { callbackUrls: [], logoutUrls: [] },
  webHosting: { kind: 'created', priceClass: 'PriceClass_200' },
  kakaoAdminKeySha256: noKakaoAdminKey,
  throttle: { requestsPerSecond: 20, burst: 40 },
  logRetentionDays: 14,
  alarmsReachPeople: true,
  readingModel: { kind: 'bedrock', modelId: 'amazon.nova-lite-v1:0' },
  cookieSecure: true,
  keepsState: false,
  ownsApiGatewayAccount: true,
  state: { kind: 's3', bucket: 'tarotchat-terraform-state-dev', region: 'us-east-1' },
};
