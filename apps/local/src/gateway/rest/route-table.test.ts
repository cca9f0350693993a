import { expect, test } from 'vitest';
import type { RestMethod } from '../../model/rest-api.ts';
import { findRoute } from './route-table.ts';

const aMethod = (httpMethod: string, path: string): RestMethod => ({
  httpMethod,
  path,
  resourceId: path,
  authorizer: undefined,
  functionName: 'f',
  timeoutMs: 1,
});
const methods = [
  aMethod('GET', '/{proxy+}'),
  aMethod('ANY', '/things/{thingId}'),
  aMethod('GET', '/things/{thingId}'),
  aMethod('GET', '/things/all'),
  aMethod('GET', '/'),
];

test.each([
  ['GET', '/things/all', 'GET /things/all', {}],
  ['GET', '/things/7', 'GET /things/{thingId}', { thingId: '7' }],
  ['GET', '/things/a%2Fb', 'GET /things/{thingId}', { thingId: 'a/b' }],
  ['GET', '/things/%E0%A4%A', 'GET /things/{thingId}', { thingId: '%E0%A4%A' }],
  ['PUT', '/things/7', 'ANY /things/{thingId}', { thingId: '7' }],
  ['GET', '/else/where', 'GET /{proxy+}', { proxy: 'else/where' }],
  ['GET', '/', 'GET /', {}],
])('%s %s goes to %s', (httpMethod, path, expected, pathParameters) => {
  const match = findRoute(methods, httpMethod, path);

  expect(match && `${match.method.httpMethod} ${match.method.path}`).toBe(expected);
  expect(match?.pathParameters).toEqual(pathParameters);
});

test.each([
  ['PUT', '/things'],
  ['PUT', '/things/7/8'],
])('%s %s goes nowhere', (httpMethod, path) => {
  expect(findRoute(methods, httpMethod, path)).toBeUndefined();
});
