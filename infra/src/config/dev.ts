import type { EnvironmentConfig } from './environment.ts';

const page = 'http://localhost:3001/login_test.html';

/** An account of its own for trying changes; a page that runs on the developer's machine may log in too. */
export const dev: EnvironmentConfig = {
  environment: 'dev',
  suffix: '-dev',
  regions: { apis: 'us-east-1', userPool: 'ap-northeast-2' },
  login: { callbackUrls: [page], logoutUrls: [page] },
  webHosting: { kind: 'created', priceClass: 'PriceClass_200' },
  throttle: { requestsPerSecond: 20, burst: 40 },
  logRetentionDays: 14,
  readingModel: { kind: 'bedrock', modelId: 'amazon.nova-lite-v1:0' },
  // Browsers take Secure cookies from http://localhost too.
  cookieSecure: true,
  keepsState: false,
  ownsApiGatewayAccount: true,
  state: { kind: 's3', bucket: 'tarotchat-terraform-state-dev', region: 'us-east-1' },
};
