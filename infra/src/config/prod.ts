import { type EnvironmentConfig, noKakaoAdminKey } from './environment.ts';

const page = 'https://d84l1y8p4kdic.cloudfront.net';

/** The live system. */
export const prod: EnvironmentConfig = {
  environment: 'prod',
  suffix: '',
  regions: { apis: 'us-east-1', userPool: 'ap-northeast-2' },
  // The live client also lists a localhost callback: whoever runs a page there could take over a login.
  login: { callbackUrls: [page], logoutUrls: [page], redirectUri: page },
  // People know the live distribution's address; how it is set up today is not written down anywhere.
  webHosting: { kind: 'existing' },
  kakaoAdminKeySha256: noKakaoAdminKey,
  throttle: { requestsPerSecond: 200, burst: 400 },
  logRetentionDays: 90,
  alarmsReachPeople: true,
  readingModel: { kind: 'bedrock', modelId: 'amazon.nova-pro-v1:0' },
  cookieSecure: true,
  keepsState: true,
  ownsApiGatewayAccount: true,
  state: { kind: 's3', bucket: 'tarotchat-terraform-state', region: 'us-east-1' },
};
