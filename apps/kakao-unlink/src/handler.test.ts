import { createHash } from 'node:crypto';
import type { UserDirectory } from '@tarotchat/auth';
import { memoryRevocationStore } from '@tarotchat/auth/memory';
import { memoryConnectionGateway } from '@tarotchat/chat/memory';
import { memoryConnectionStore } from '@tarotchat/connection-store/memory';
import { tokenLife } from '@tarotchat/declarations';
import { type Logger, silentLogger } from '@tarotchat/lambda-kit';
import { connectionIdSchema, tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import event from './fixtures/unlink-event.json' with { type: 'json' };
import { createHandler } from './handler.ts';
import { kakaoCredential } from './kakao-credential.ts';

const nowMs = event.requestContext.requestTimeEpoch;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const userId = userIdSchema.parse('user-1');
const login = { userId, tokenFamily: tokenFamilySchema.parse('family-1'), signedInAt: Math.floor(nowMs / 1000) - 60 };
const connection = {
  userId,
  connectionId: connectionIdSchema.parse('phone'),
  tokenFamily: login.tokenFamily,
  connectedAtMs: nowMs - 60_000,
  authExpiresAt: login.signedInAt + 3_600,
  expiresAt: login.signedInAt + 7_200,
};

const open = async ({
  directory = {},
  logger = silentLogger,
}: {
  directory?: Partial<UserDirectory>;
  logger?: Logger;
} = {}) => {
  const revocations = memoryRevocationStore();
  const connections = memoryConnectionStore();
  const gateway = memoryConnectionGateway();
  const asked: string[] = [];
  await connections.add(connection);
  const handler = createHandler({
    isKakao: kakaoCredential(sha256('the-admin-key')),
    directory: {
      find: async (username) => {
        asked.push(`find ${username}`);
        return username === 'KakaoLogin_1234567890' ? { kind: 'found', userId } : { kind: 'unknown' };
      },
      signOut: async (username) => {
        asked.push(`sign out ${username}`);
        return { kind: 'signed-out' };
      },
      ...directory,
    },
    revocations,
    connections,
    gateway,
    tokenLife,
    now: () => nowMs,
    logger,
  });
  return { handler, revocations, gateway, asked };
};

const authorizedBy = (Authorization: string | undefined) => {
  const { Authorization: _, ...headers } = event.headers;
  return { ...event, headers: { ...headers, ...(Authorization !== undefined && { Authorization }) } };
};

test('whom Kakao unlinks is signed out everywhere', async () => {
  const { handler, revocations, gateway, asked } = await open();

  const answer = await handler(event);

  expect(answer.statusCode).toBe(200);
  expect(await revocations.isRevoked(login)).toBe(true);
  expect(gateway.closed).toEqual(['phone']);
  expect(asked).toEqual(['find KakaoLogin_1234567890', 'sign out KakaoLogin_1234567890']);
});

test.each([
  ['no credential', undefined],
  ['an empty one', ''],
  ['another scheme', 'Bearer the-admin-key'],
  ['the bare key', 'the-admin-key'],
  ['no key', 'KakaoAK '],
  ['another key', 'KakaoAK the-admin-kex'],
  ['the key and more', 'KakaoAK the-admin-key, KakaoAK x'],
  ['the hash of the key', `KakaoAK ${sha256('the-admin-key')}`],
  ['a huge key', `KakaoAK ${'a'.repeat(8_000)}`],
])('a call with %s is refused, and nobody is looked up', async (_, authorization) => {
  const { handler, revocations, asked } = await open();

  const answer = await handler(authorizedBy(authorization));

  expect(answer.statusCode).toBe(401);
  expect(asked).toEqual([]);
  expect(await revocations.isRevoked(login)).toBe(false);
});

test('a person who never logged in here is no error', async () => {
  const { handler, gateway } = await open();

  const answer = await handler({ ...event, body: 'app_id=1&user_id=42&referrer_type=UNLINK_FROM_APPS' });

  expect(answer.statusCode).toBe(200);
  expect(gateway.closed).toEqual([]);
});

test.each(['', 'user_id=', 'user_id=1%20OR%201', 'user_id=../1', `user_id=${'1'.repeat(21)}`, '{"user_id":"1"}'])(
  'a body without a person’s number is a typed error: %s',
  async (body) => {
    const { handler, asked } = await open();

    const answer = await handler({ ...event, body });

    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'INVALID_FIELD', field: 'user_id' });
    expect(asked).toEqual([]);
  },
);

test('a Cognito that cannot be asked is an error for Kakao to see', async () => {
  const find = async () => ({ kind: 'unavailable' as const, cause: new Error('Cognito: TimeoutError') });
  const { handler } = await open({ directory: { find } });

  expect((await handler(event)).statusCode).toBe(503);
});

test('a Cognito that fails after the person is known is logged, and the sign-out holds', async () => {
  const lines: string[] = [];
  const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const signOut = async () => ({ kind: 'unavailable' as const, cause: new Error('Cognito: TimeoutError') });
  const logger = { info: write, warn: write, error: write };
  const { handler, revocations } = await open({ directory: { signOut }, logger });

  expect((await handler(event)).statusCode).toBe(200);
  expect(await revocations.isRevoked(login)).toBe(true);
  expect(lines[0]).toContain('logins not ended at the login');
  expect(lines.join()).not.toMatch(/1234567890|the-admin-key/);
});

test('a hash that is none fails at the start, and the hash of no key refuses the empty key', () => {
  expect(() => kakaoCredential('')).toThrow('64 hexadecimal digits');
  expect(() => kakaoCredential(sha256('x').toUpperCase())).toThrow('64 hexadecimal digits');
  expect(kakaoCredential(sha256(''))('KakaoAK ')).toBe(false);
});
