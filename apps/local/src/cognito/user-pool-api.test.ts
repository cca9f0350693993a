import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  ListUsersCommand,
  NotAuthorizedException,
  ResourceNotFoundException,
  RevokeTokenCommand,
  UnsupportedTokenTypeException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { type RunningCognito, runCognito } from './testing/running-cognito.ts';
import { logIn, refresh } from './testing/visitor.ts';

const sdkFor = async (cognito: RunningCognito): Promise<CognitoIdentityProviderClient> => {
  const server = createServer(async (request, response) => {
    const [, action = ''] = String(request.headers['x-amz-target']).split('.');
    const { status, body } = await cognito.handleSdk(action, JSON.parse(await text(request)));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const sdk = new CognitoIdentityProviderClient({
    region: 'ap-northeast-2',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    sdk.destroy();
    server.closeAllConnections();
    server.close();
  });
  return sdk;
};

test('DescribeUserPoolClient tells the client with its secret', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);

  const { UserPoolClient } = await sdk.send(
    new DescribeUserPoolClientCommand({ UserPoolId: cognito.options.poolId, ClientId: cognito.client.clientId }),
  );

  expect(UserPoolClient).toMatchObject({
    ClientSecret: cognito.client.clientSecret,
    ClientName: 'TarotchatAI-local',
    CallbackURLs: cognito.client.callbackUrls,
    RefreshTokenValidity: 5,
  });
});

test('another pool or client does not exist', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const ask = (UserPoolId: string, ClientId: string) =>
    sdk.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));

  await expect(ask('ap-northeast-2_other', cognito.client.clientId)).rejects.toThrow(ResourceNotFoundException);
  await expect(ask(cognito.options.poolId, 'nobody')).rejects.toThrow(ResourceNotFoundException);
});

test('RevokeToken ends the family of a refresh token, for the client with the right secret', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const { access_token, refresh_token } = await logIn(cognito);
  const { clientId: ClientId, clientSecret: ClientSecret } = cognito.client;
  const revoke = (Token: string, secret = ClientSecret) =>
    sdk.send(new RevokeTokenCommand({ Token, ClientId, ClientSecret: secret }));

  await expect(revoke(refresh_token, 'wrong')).rejects.toThrow(NotAuthorizedException);
  await expect(revoke(access_token)).rejects.toThrow(UnsupportedTokenTypeException);
  expect((await refresh(cognito, refresh_token)).status).toBe(200);
  await revoke(refresh_token);
  expect((await refresh(cognito, refresh_token)).status).toBe(400);
  await revoke(refresh_token);
});

test('AdminGetUser tells the sub of a user name, and knows who is not there', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const { sub, username } = decodeJwt((await logIn(cognito)).access_token);
  const ask = (Username: string) => sdk.send(new AdminGetUserCommand({ UserPoolId: cognito.options.poolId, Username }));

  const { UserAttributes } = await ask(String(username));

  expect(UserAttributes).toContainEqual({ Name: 'sub', Value: sub });
  await expect(ask('KakaoLogin_1')).rejects.toBeInstanceOf(UserNotFoundException);
});

test('AdminUserGlobalSignOut ends all logins of one person and of nobody else', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const [phone, laptop, other] = [await logIn(cognito), await logIn(cognito), await logIn(cognito, '도윤')];
  const Username = decodeJwt(phone.access_token).sub;

  await sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: cognito.options.poolId, Username }));

  const statuses = [phone, laptop, other].map(async (tokens) => (await refresh(cognito, tokens.refresh_token)).status);
  expect(await Promise.all(statuses)).toEqual([400, 400, 200]);
  const ask = async ({ access_token }: { access_token: string }) =>
    (await fetch(`${cognito.baseUrl}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access_token}` } }))
      .status;
  expect([await ask(phone), await ask(other)]).toEqual([401, 200]);
});

test('AdminUserGlobalSignOut takes the user name too, and knows who is not there', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const tokens = await logIn(cognito);
  const signOut = (Username: string) =>
    sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: cognito.options.poolId, Username }));

  await signOut(String(decodeJwt(tokens.access_token)['username']));

  expect((await refresh(cognito, tokens.refresh_token)).status).toBe(400);
  await expect(signOut('nobody')).rejects.toThrow(UserNotFoundException);
});

test('GetTokensFromRefreshToken refreshes until the login is revoked', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);
  const { access_token, refresh_token } = await logIn(cognito);
  const { clientId: ClientId, clientSecret: ClientSecret } = cognito.client;
  const get = () =>
    sdk.send(new GetTokensFromRefreshTokenCommand({ RefreshToken: refresh_token, ClientId, ClientSecret }));

  const { AuthenticationResult } = await get();

  const fresh = decodeJwt(AuthenticationResult?.AccessToken ?? '');
  expect(fresh['origin_jti']).toBe(decodeJwt(access_token)['origin_jti']);
  expect(AuthenticationResult?.ExpiresIn).toBe(3600);
  await sdk.send(new RevokeTokenCommand({ Token: refresh_token, ClientId, ClientSecret }));
  await expect(get()).rejects.toThrow(NotAuthorizedException);
});

test('a call that it does not know is refused by name', async () => {
  const cognito = await runCognito();
  const sdk = await sdkFor(cognito);

  await expect(sdk.send(new ListUsersCommand({ UserPoolId: cognito.options.poolId }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'The Cognito stand-in does not know ListUsers.',
  });
  expect(await cognito.handleSdk('toString', {})).toMatchObject({ status: 400 });
});

test('a body without the fields that AWS wants is an InvalidParameterException', async () => {
  const cognito = await runCognito();

  for (const action of ['DescribeUserPoolClient', 'RevokeToken', 'AdminUserGlobalSignOut']) {
    expect(await cognito.handleSdk(action, null)).toMatchObject({
      status: 400,
      body: { __type: 'InvalidParameterException' },
    });
  }
});
