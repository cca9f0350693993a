import { expect, test } from 'vitest';
import { configs } from '../config/configs.ts';
import { pageAddresses } from './page-addresses.ts';

test('a created distribution is where the page is; what the configuration lists may log in too', () => {
  const second = 'https://cards.example/second.html';
  const config = { ...configs.dev, login: { callbackUrls: [second], logoutUrls: [second] } };

  expect(pageAddresses(config, 'https://d1.cloudfront.example')).toEqual({
    callbackUrls: ['https://d1.cloudfront.example', second],
    logoutUrls: ['https://d1.cloudfront.example', second],
    redirectUri: 'https://d1.cloudfront.example',
    origins: ['https://d1.cloudfront.example', 'https://cards.example'],
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
