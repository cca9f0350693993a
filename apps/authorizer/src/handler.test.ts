import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accessTokenVerifier } from '@tarotchat/auth';
import { dynamoRevocationStore } from '@tarotchat/auth/dynamodb';
import { aUserPool } from '@tarotchat/auth/fixtures';
import { memoryRevocationStore } from '@tarotchat/auth/memory';
import { tables } from '@tarotchat/declarations';
import { createTable, startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { type Logger, silentLogger } from '@tarotchat/lambda-kit';
import { limits, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, onTestFinished, test } from 'vitest';
import restEvent from './fixtures/rest-authorizer-event.json' with { type: 'json' };
import webSocketEvent from './fixtures/websocket-authorizer-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';

const pool = aUserPool();
const origin = 'https://d84l1y8p4kdic.cloudfront.net';
const nowSeconds = Math.floor(Date.now() / 1000);
const user = userIdSchema.parse('b4a8f4c0-2031-70c1-5f3a-000000000001');
const family = tokenFamilySchema.parse('c0ffee00-0000-4000-8000-000000000001');
const signedInAt = nowSeconds - 60;
const token = pool.accessToken({ auth_time: signedInAt, exp: nowSeconds + 600 });

const verifyAccessToken = accessTokenVerifier({ ...pool, fetchJwks: () => Promise.reject(new Error('offline')) });

const aHandler = ({ revocations = memoryRevocationStore(), logger = silentLogger } = {}) =>
  createHandler({ verifyAccessToken, revocations, allowedOrigins: new Set([origin]), logger });

/** A handshake that offers these subprotocols, one header line each. */
const handshake = (...offers: string[]) => ({
  ...webSocketEvent,
  headers: { ...webSocketEvent.headers, 'Sec-WebSocket-Protocol': offers.at(-1) ?? '' },
  multiValueHeaders: { ...webSocketEvent.multiValueHeaders, 'Sec-WebSocket-Protocol': offers },
});

/** A REST request with these Authorization headers. */
const request = (...authorizations: string[]) => ({
  ...restEvent,
  headers: { ...restEvent.headers, Authorization: authorizations.at(-1) ?? '' },
  multiValueHeaders: { ...restEvent.multiValueHeaders, Authorization: authorizations },
});

const statement = (Effect: string, Resource: string) => [{ Action: 'execute-api:Invoke', Effect, Resource }];

test('a handshake with a good token may connect, and every later event learns who it is', async () => {
  const result = await aHandler()(handshake(`tarotchat.v1, bearer.${token}`));

  expect(result).toEqual({
    principalId: 'b4a8f4c0-2031-70c1-5f3a-000000000001',
    policyDocument: {
      Version: '2012-10-17',
      Statement: statement('Allow', 'arn:aws:execute-api:us-east-1:123456789012:tt0ikgb3sd/ws/$connect'),
    },
    context: {
      userId: 'b4a8f4c0-2031-70c1-5f3a-000000000001',
      tokenFamily: family,
      username: 'KakaoLogin_1',
      signedInAt: String(signedInAt),
      authExpiresAt: String(nowSeconds + 600),
    },
  });
});

test('a REST request with a good token may call every method of its stage, because the answer is cached', async () => {
  const result = await aHandler()(request(`Bearer ${token}`));

  expect(result.policyDocument.Statement).toEqual(
    statement('Allow', 'arn:aws:execute-api:us-east-1:123456789012:blgg29wto5/api/*'),
  );
  expect(result.context).toMatchObject({ tokenFamily: family });
});

test('a path that holds wildcards widens no policy', async () => {
  const methodArn = 'arn:aws:execute-api:us-east-1:123456789012:blgg29wto5/api/GET/sessions/*/../*';

  const result = await aHandler()({ ...request(`Bearer ${token}`), methodArn });

  expect(result.policyDocument.Statement[0]?.Resource).toBe(
    'arn:aws:execute-api:us-east-1:123456789012:blgg29wto5/api/*',
  );
});

test('offers may come in several header lines, header names in any case, Bearer in any case', async () => {
  const lowerCase = {
    ...webSocketEvent,
    headers: { 'sec-websocket-protocol': `bearer.${token},tarotchat.v1`, origin },
    multiValueHeaders: null,
  };

  const results = [
    await aHandler()(handshake('tarotchat.v1', `bearer.${token}`)),
    await aHandler()(lowerCase),
    await aHandler()({ ...restEvent, headers: { AUTHORIZATION: `bearer ${token}` }, multiValueHeaders: undefined }),
  ];

  expect(results.map(({ policyDocument }) => policyDocument.Statement[0]?.Effect)).toEqual(['Allow', 'Allow', 'Allow']);
});

const other = pool.accessToken({ jti: 'another' });
const refusals: [string, object][] = [
  ['a handshake without a token', handshake('tarotchat.v1')],
  ['a handshake without our subprotocol', handshake(`bearer.${token}`)],
  ['a handshake for another subprotocol', handshake(`tarotchat.v2, bearer.${token}`)],
  ['a handshake with two tokens', handshake(`tarotchat.v1, bearer.${token}, bearer.${other}`)],
  ['a handshake with two tokens in two lines', handshake(`tarotchat.v1, bearer.${other}`, `bearer.${token}`)],
  ['a handshake with the same token twice', handshake(`tarotchat.v1, bearer.${token}, bearer.${token}`)],
  ['a handshake with an empty token', handshake('tarotchat.v1, bearer.')],
  ['a handshake with the token in the query only', { ...handshake('tarotchat.v1'), queryStringParameters: { token } }],
  [
    'a handshake with a header of other sizes',
    handshake(`tarotchat.v1, bearer.${'a'.repeat(limits.accessTokenBytes * 2)}`),
  ],
  ['a handshake with an ID token', handshake(`tarotchat.v1, bearer.${pool.idToken()}`)],
  [
    'a handshake with a token of another pool',
    handshake(`tarotchat.v1, bearer.${aUserPool({ userPoolId: 'us-east-1_Other' }).accessToken()}`),
  ],
  ['a request without Authorization', { ...restEvent, headers: {}, multiValueHeaders: {} }],
  ['a request without headers', { ...restEvent, headers: null, multiValueHeaders: null }],
  ['a request with the bare token', request(token)],
  ['a request with Basic', request(`Basic ${Buffer.from('a:b').toString('base64')}`)],
  ['a request with two tokens in one line', request(`Bearer ${token}, Bearer ${other}`)],
  ['a request with two Authorization headers', request(`Bearer ${other}`, `Bearer ${token}`)],
  ['a request with two spaces', request(`Bearer  ${token}`)],
  ['a request with something behind the token', request(`Bearer ${token} x`)],
  ['a request with a huge token', request(`Bearer ${'a'.repeat(limits.accessTokenBytes * 2)}`)],
  ['a request with a token of another client', request(`Bearer ${pool.accessToken({ client_id: 'other' })}`)],
];
test.each(refusals)('%s is denied as unauthenticated', async (_, event) => {
  const result = await aHandler()(event);

  expect(result.policyDocument.Statement[0]?.Effect).toBe('Deny');
  expect(result.context).toEqual({ code: 'UNAUTHENTICATED' });
});

test.each([
  ['of another page', ['https://evil.example']],
  ['of a page that only begins like ours', [`${origin}.evil.example`]],
  ['of our page over http', ['http://d84l1y8p4kdic.cloudfront.net']],
  ['of no page', []],
  ['of a page that hides its origin', ['null']],
  ['of two pages', [origin, 'https://evil.example']],
])('a handshake %s is forbidden, however good its token', async (_, origins) => {
  const { Origin, ...headers } = webSocketEvent.headers;
  const { Origin: lines, ...multiValueHeaders } = handshake(`tarotchat.v1, bearer.${token}`).multiValueHeaders;
  expect([Origin, lines]).toEqual([origin, [origin]]);

  const result = await aHandler()({
    ...webSocketEvent,
    headers,
    multiValueHeaders: { ...multiValueHeaders, ...(origins.length > 0 && { Origin: origins }) },
  });

  expect(result.policyDocument.Statement[0]?.Effect).toBe('Deny');
  expect(result.context).toEqual({ code: 'FORBIDDEN' });
});

test('a REST request tells its origin to nobody: its token stands in a header that no other page can set', async () => {
  const result = await aHandler()({ ...request(`Bearer ${token}`), headers: { Authorization: `Bearer ${token}` } });

  expect(result.policyDocument.Statement[0]?.Effect).toBe('Allow');
});

test('an expired token is denied with the code that tells a client to refresh', async () => {
  const expired = pool.accessToken({ exp: nowSeconds - 1 });

  const results = [
    await aHandler()(handshake(`tarotchat.v1, bearer.${expired}`)),
    await aHandler()(request(`Bearer ${expired}`)),
  ];

  expect(results.map(({ context }) => context)).toEqual([{ code: 'AUTH_EXPIRED' }, { code: 'AUTH_EXPIRED' }]);
  expect(results.map(({ policyDocument }) => policyDocument.Statement[0])).toEqual([
    ...statement('Deny', 'arn:aws:execute-api:us-east-1:123456789012:tt0ikgb3sd/ws/$connect'),
    ...statement('Deny', 'arn:aws:execute-api:us-east-1:123456789012:blgg29wto5/api/*'),
  ]);
});

test('a token of a signed-out family is denied though it is genuine', async () => {
  const revocations = memoryRevocationStore();
  await revocations.revoke(family, nowSeconds + 600);

  const result = await aHandler({ revocations })(handshake(`tarotchat.v1, bearer.${token}`));

  expect(result.policyDocument.Statement[0]?.Effect).toBe('Deny');
  expect(result.context).toEqual({ code: 'UNAUTHENTICATED' });
});

test('a token of a login before the person signed out everywhere is denied, one of a login since then is not', async () => {
  const revocations = memoryRevocationStore();
  await revocations.cutOff(user, { atSeconds: signedInAt, untilSeconds: nowSeconds + 600 });
  const later = pool.accessToken({ auth_time: signedInAt + 1, exp: nowSeconds + 600 });

  const results = [
    await aHandler({ revocations })(handshake(`tarotchat.v1, bearer.${token}`)),
    await aHandler({ revocations })(handshake(`tarotchat.v1, bearer.${later}`)),
  ];

  expect(results.map(({ policyDocument }) => policyDocument.Statement[0]?.Effect)).toEqual(['Deny', 'Allow']);
});

test('where the revocations cannot be read nobody gets in', async () => {
  const revocations = { ...memoryRevocationStore(), isRevoked: () => Promise.reject(new Error('throttled')) };

  await expect(aHandler({ revocations })(request(`Bearer ${token}`))).rejects.toThrow('throttled');
});

test('an event of another kind is a wrong deployment', async () => {
  await expect(aHandler()({ ...restEvent, type: 'TOKEN' })).rejects.toThrow();
  await expect(
    aHandler()({ ...restEvent, methodArn: 'arn:aws:lambda:us-east-1:123456789012:function:x' }),
  ).rejects.toThrow();
});

test('the log tells why and shows no part of a token', async () => {
  const lines: string[] = [];
  const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const logger: Logger = { info: write, warn: write, error: write };
  const refused = pool.accessToken({ client_id: 'other' });

  await aHandler({ logger })(request(`Bearer ${refused}`));
  await aHandler({ logger })(handshake(`tarotchat.v1, bearer.${refused}, bearer.${refused}`));

  expect(lines).toEqual([
    '["access refused",{"api":"rest","requestId":"5e0a9d2e-0000-4000-8000-000000000001","reason":"wrong-client"}]',
    '["access refused",{"api":"websocket","requestId":"AbCdEfGhIAMFzYA=","connectionId":"AbCdEfGhIAMCJZA=","reason":"several-tokens"}]',
  ]);
});

test('a good token costs 1 read, of its family and its person, and a bad one none', async () => {
  const database = await startDynamoDb();
  onTestFinished(database.stop);
  const tableName = `revocations_${process.pid}_${Date.now()}`;
  await createTable(database.client, tables.revocations, tableName);
  const calls: string[] = [];
  const client = DynamoDBDocumentClient.from(database.client);
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  const handler = aHandler({ revocations: dynamoRevocationStore({ client, tableName }) });

  await handler(request(`Bearer ${pool.accessToken({ client_id: 'other' })}`));
  expect(calls).toEqual([]);

  await handler(request(`Bearer ${token}`));
  expect(calls).toEqual(['BatchGetItemCommand']);
});
