import { createServer } from 'node:http';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, onTestFinished, test } from 'vitest';
import { cognitoUserDirectory } from './index.ts';

type Answer = { readonly status: number; readonly body: object } | 'nothing';

/** The real SDK against a server on this machine that answers every call alike. */
const aDirectory = async (answer: Answer) => {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(String(request.headers['x-amz-target']).split('.')[1] ?? '');
    if (answer === 'nothing') return;
    response.writeHead(answer.status, { 'Content-Type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const client = new CognitoIdentityProviderClient({
    region: 'ap-northeast-2',
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return { calls, directory: cognitoUserDirectory({ client, userPoolId: 'ap-northeast-2_Fixture01', timeoutMs: 200 }) };
};

const unknownUser: Answer = { status: 400, body: { __type: 'UserNotFoundException', message: 'KakaoLogin_1' } };

test('a person is found by the name that Cognito gave them, with one call', async () => {
  const attributes = [
    { Name: 'nickname', Value: '민아' },
    { Name: 'sub', Value: 'user-1' },
  ];
  const { directory, calls } = await aDirectory({ status: 200, body: { UserAttributes: attributes } });

  expect(await directory.find('KakaoLogin_1')).toEqual({ kind: 'found', userId: 'user-1' });
  expect(calls).toEqual(['AdminGetUser']);
});

test('a person is signed out with one call', async () => {
  const { directory, calls } = await aDirectory({ status: 200, body: {} });

  expect(await directory.signOut('KakaoLogin_1')).toEqual({ kind: 'signed-out' });
  expect(calls).toEqual(['AdminUserGlobalSignOut']);
});

test('somebody whom Cognito does not know is unknown, and has nothing to be signed out of', async () => {
  const { directory } = await aDirectory(unknownUser);

  expect(await directory.find('KakaoLogin_1')).toEqual({ kind: 'unknown' });
  expect(await directory.signOut('KakaoLogin_1')).toEqual({ kind: 'signed-out' });
});

test.each<[string, Answer]>([
  ['refuses', { status: 400, body: { __type: 'TooManyRequestsException', message: 'KakaoLogin_1' } }],
  ['is broken', { status: 500, body: { __type: 'InternalErrorException', message: 'KakaoLogin_1' } }],
  ['tells no sub', { status: 200, body: { UserAttributes: [] } }],
  ['does not answer', 'nothing'],
])('a Cognito that %s is unavailable, and the cause does not name the person', async (_, answer) => {
  const { directory } = await aDirectory(answer);

  const outcome = await directory.find('KakaoLogin_1');

  expect(outcome.kind).toBe('unavailable');
  expect(outcome.kind === 'unavailable' && outcome.cause.message).not.toContain('KakaoLogin_1');
});
