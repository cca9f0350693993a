import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readAws } from '../src/aws/index.ts';
import { assess, exitCodeOf } from '../src/index.ts';
import { buildLiveLikeSystem } from './live-like-system.ts';
import { hasMoto, type Moto, startMoto } from './moto.ts';
import { today } from './own-stack.ts';

const isThere = hasMoto();
if (!isThere) console.warn('SKIPPED: the live reader is not tested, because moto_server is not on PATH');

const scope = { apiRegion: 'us-east-1', poolRegion: 'ap-northeast-2', match: 'tarotchat' };
let moto: Moto | undefined;

beforeAll(async () => {
  if (!isThere && !process.env['CI']) return;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
  await buildLiveLikeSystem();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto?.stop();
});

const withMoto = test.skipIf(!isThere && !process.env['CI']);

withMoto('the live reader finds the faults through the real SDK, in both regions', async () => {
  const reading = await readAws(scope);

  const { findings, open } = assess(reading, { now: today });
  const found = findings.map(({ ruleId, subject }) => `${ruleId} on ${subject}`);

  expect(reading.problems).toEqual([]);
  expect(reading.surface.apis.items.map(({ name }) => name)).toEqual(['tarotchat_wss', 'tarotchat_rest']);
  for (const line of [
    'websocket-connect-open on tarotchat_wss $connect',
    'rest-api-without-authorizer on tarotchat_rest',
    'rest-method-open on tarotchat_rest GET /sessions/{sessionId}',
    'session-without-owner on tarotchat_rest GET /sessions/{sessionId}',
    'role-shared on role shared',
    'role-wildcard-action on role shared',
    'client-secret-with-static-page on client TarotchatAI',
    'client-localhost-callback on client TarotchatAI',
    'client-logout-url-missing on client TarotchatAI',
    'client-unused-auth-flows on client TarotchatAI',
    'websocket-outlives-token on tarotchat_wss',
    'stage-without-throttle on tarotchat_wss stage production',
    'stage-without-access-log on tarotchat_wss stage production',
    'api-without-alarm on tarotchat_wss',
    'keys-fetched-across-regions on Tarotchat-CognitoUserPool and tarotchat_wss',
    'function-permission-any-source on function tarotchat_connect',
    'function-runtime-deprecated on function tarotchat_connect',
    'function-secret-in-environment on function tarotchat_connect',
    'pool-deletion-unprotected on pool Tarotchat-CognitoUserPool',
  ]) {
    expect(found).toContain(line);
  }
  expect(open.map(({ ruleId }) => ruleId)).not.toContain('role-shared');
});

withMoto('no secret of the account is in the reading', async () => {
  const text = JSON.stringify(await readAws(scope));
  const { findings } = assess(await readAws(scope), { now: today });

  expect(text).toContain('tarotchat_wss');
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

withMoto('a call without permission is named, and the rest is read', async () => {
  const refusing = await refuse(moto?.endpoint ?? '', /\/2015-03-31\/functions\/?($|\?)/);
  vi.stubEnv('AWS_ENDPOINT_URL', refusing.endpoint);

  const reading = await readAws(scope);
  vi.stubEnv('AWS_ENDPOINT_URL', moto?.endpoint);
  await refusing.stop();

  const assessment = assess(reading, { now: today });
  expect(reading.problems).toEqual([
    { source: 'lambda-list-functions in us-east-1', problem: 'no permission for this call' },
  ]);
  expect(assessment.findings.map(({ ruleId }) => ruleId)).toContain('websocket-connect-open');
  expect(assessment.findings.map(({ ruleId }) => ruleId)).not.toContain('role-shared');
  expect(exitCodeOf(assessment)).toBe(2);
});

withMoto('a name that nothing has is a problem, not a clean account', async () => {
  const reading = await readAws({ ...scope, match: 'no-such-system' });

  expect(reading.problems[0]?.problem).toContain('no API and no user pool');
});

/** Stands before the emulator and refuses one call, as IAM does. */
const refuse = async (target: string, path: RegExp) => {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'GET' && path.test(incoming.url ?? '')) {
      answer.writeHead(403, { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' });
      answer.end('{"Message":"not authorized"}');
      return;
    }
    const onward = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      },
    );
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
