import { expect, test } from 'vitest';
import { configs } from '../config/configs.ts';
import { pageAddresses } from './page-addresses.ts';

test('a created distribution is where the page is; what the configuration lists may log in too', () => {
  expect(pageAddresses(configs.dev, 'https://d1.cloudfront.example')).toEqual({
    callbackUrls: ['https://d1.cloudfront.example', 'http://localhost:3001/login_test.html'],
    logoutUrls: ['https://d1.cloudfront.example', 'http://localhost:3001/login_test.html'],
    redirectUri: 'https://d1.cloudfront.example',
    origins: ['https://d1.cloudfront.example', 'http://localhost:3001'],
  });
});

test('without one the page is where the configuration says', () => {
  const page = 'https://d84l1y8p4kdic.cloudfront.net';

  expect(pageAddresses(configs.prod, undefined)).toEqual({
    callbackUrls: [page],
    logoutUrls: [page],
    redirectUri: page,
    origins: [page],
  });
});
