import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cognito, CognitoClient, CognitoOptions } from '../cognito.ts';
import { startCognito } from '../start-cognito.ts';

/** A stand-in behind a real server, for tests. */
export type RunningCognito = Cognito & {
  readonly options: CognitoOptions;
  readonly client: CognitoClient;
  readonly baseUrl: string;
  /** Lines that the stand-in logged about itself. */
  readonly logged: string[];
};

export const aClient = (): CognitoClient => ({
  clientId: '1example23456789',
  clientSecret: 'a+secret/with%signs',
  clientName: 'TarotchatAI-local',
  callbackUrls: ['http://localhost:3001/login_test.html', 'https://example.org/'],
  logoutUrls: ['http://localhost:3001/login_test.html'],
  scopes: ['openid', 'email', 'profile'],
  accessTokenMinutes: 60,
  idTokenMinutes: 60,
  refreshTokenDays: 5,
});

/** A data folder that goes away with the test. */
export const aDataFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'cognito-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const listen = async (listener: RequestListener): Promise<number> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
};

/** Starts it for one test; `now` defaults to the real clock. */
export const runCognito = async (given: { dataFolder?: string; now?: () => number } = {}): Promise<RunningCognito> => {
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end();
  const baseUrl = `http://localhost:${await listen((request, response) => listener(request, response))}/cognito`;
  const client = aClient();
  const logged: string[] = [];
  const options: CognitoOptions = {
    issuerUrl: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_Example01',
    poolId: 'ap-northeast-2_Example01',
    poolName: 'Tarotchat-CognitoUserPool',
    client,
    baseUrl,
    dataFolder: given.dataFolder ?? (await aDataFolder()),
    identityProvider: 'KakaoLogin',
    now: given.now ?? Date.now,
    log: (line) => void logged.push(line),
  };
  const cognito = await startCognito(options);
  onTestFinished(() => cognito.stop());
  listener = cognito.handle;
  return { ...cognito, options, client, baseUrl, logged };
};
