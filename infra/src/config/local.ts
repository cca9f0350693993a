import type { EnvironmentConfig } from './environment.ts';

const page = 'http://localhost:3001/login_test.html';

/** One machine: the local runtime reads this stack, nothing of it is deployed. */
export const local: EnvironmentConfig = {
  environment: 'local',
  suffix: '-local',
  regions: { apis: 'us-east-1', userPool: 'ap-northeast-2' },
  login: { callbackUrls: [page], logoutUrls: [page], redirectUri: page },
  webHosting: { kind: 'none' },
  // Of "local-kakao-admin-key".
  kakaoAdminKeySha256: 'fe31808bfd3dffe7ffc2027f1dadc99e853f9ede853322ed99feb9acab337f1d',
  throttle: { requestsPerSecond: 500, burst: 1000 },
  logRetentionDays: 1,
  alarmsReachPeople: false,
  readingModel: { kind: 'offline' },
  cookieSecure: false,
  keepsState: false,
  ownsApiGatewayAccount: true,
  state: { kind: 'local' },
};
