import { expect, test } from 'vitest';
import { configs } from './configs.ts';
import { checkConfig, environments, parseEnvironment } from './environment.ts';

test('an unknown environment is refused with the names of the known ones', () => {
  expect(() => parseEnvironment('staging')).toThrow('there is no environment "staging": use one of local, dev, prod');
  expect(environments.map(parseEnvironment)).toEqual(['local', 'dev', 'prod']);
});

test('each environment is configured under its own name and suffix', () => {
  for (const environment of environments) expect(configs[environment].environment).toBe(environment);

  expect(environments.map((environment) => configs[environment].suffix)).toEqual(['-local', '-dev', '']);
});

test('a page that is no callback of the client is refused', () => {
  const { local } = configs;

  const wrong = { ...local, login: { ...local.login, redirectUri: 'https://elsewhere.example' } };

  expect(() => checkConfig(wrong)).toThrow('login.redirectUri must be one of login.callbackUrls');
});

test('a created distribution brings the callback itself, and is watched from Virginia', () => {
  const { dev } = configs;
  const page = 'https://cards.example';

  const twice = { ...dev, login: { callbackUrls: [page], logoutUrls: [page], redirectUri: page } };
  const unwatched = { ...dev, regions: { ...dev.regions, apis: 'ap-northeast-2' } };

  expect(() => checkConfig(twice)).toThrow('login.redirectUri must be left away');
  expect(() => checkConfig(unwatched)).toThrow('regions.apis must be us-east-1');
});

test('where nothing is created, the configuration has to say where the page is', () => {
  const { callbackUrls, logoutUrls } = configs.prod.login;

  expect(() => checkConfig({ ...configs.prod, login: { callbackUrls, logoutUrls } })).toThrow('login.redirectUri must');
});

test('an inference profile is refused, because its permission would need other ARNs', () => {
  const wrong = { ...configs.dev, readingModel: { kind: 'bedrock', modelId: 'us.amazon.nova-lite-v1:0' } } as const;

  expect(() => checkConfig(wrong)).toThrow('must be the id of a foundation model');
});

test('only production may have the live names, and it must', () => {
  expect(() => checkConfig({ ...configs.dev, suffix: '' })).toThrow('suffix must not be empty');
  expect(() => checkConfig({ ...configs.prod, suffix: '-prod' })).toThrow('suffix must be empty');
});

test('production takes no http callback and no cookie over http', () => {
  const { prod } = configs;
  const local = 'http://localhost:3001/login_test.html';

  const withLocalhost = { ...prod, login: { ...prod.login, callbackUrls: [...prod.login.callbackUrls, local] } };

  expect(() => checkConfig(withLocalhost)).toThrow('https URLs only');
  expect(() => checkConfig({ ...prod, cookieSecure: false })).toThrow('must be true');
});

test('what is deployed tells a person when it fails', () => {
  expect(() => checkConfig({ ...configs.dev, alarmsReachPeople: false })).toThrow('alarmsReachPeople must be true');
  expect(configs.local.alarmsReachPeople).toBe(false);
});
