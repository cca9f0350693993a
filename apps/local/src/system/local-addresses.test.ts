import { expect, test } from 'vitest';
import { rewriteAddresses, rewriteDeep } from './local-addresses.ts';

const rewrite = rewriteAddresses({
  origin: 'http://localhost:4000',
  awsEndpoint: 'http://127.0.0.1:5000',
  pool: { domain: 'cards-local', region: 'ap-northeast-2' },
  webSocketApis: [{ apiId: 'w1', region: 'us-east-1', stage: 'ws' }],
  restApis: [{ apiId: 'r1', region: 'us-east-1', stage: 'api' }],
});

test.each([
  [
    'https://cards-local.auth.ap-northeast-2.amazoncognito.com/oauth2/token',
    'http://localhost:4000/cognito/oauth2/token',
  ],
  ['https://w1.execute-api.us-east-1.amazonaws.com/ws', 'http://127.0.0.1:5000/w1/ws'],
  ['wss://w1.execute-api.us-east-1.amazonaws.com/ws', 'ws://localhost:4000/ws'],
  ['https://r1.execute-api.us-east-1.amazonaws.com/api', 'http://localhost:4000/api'],
  ['http://localhost:3001/login_test.html', 'http://localhost:4000/login_test.html'],
  ['https://kauth.kakao.com', 'https://kauth.kakao.com'],
])('%s becomes %s', (written, local) => {
  expect(rewrite(written)).toBe(local);
});

test('texts are found however deep they lie', () => {
  const value = { a: ['http://localhost:3001', 1], b: { c: null } };

  expect(rewriteDeep(value, rewrite)).toEqual({ a: ['http://localhost:4000', 1], b: { c: null } });
});
