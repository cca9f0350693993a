import { expect, test } from 'vitest';
import { readEnvironment } from './index.ts';

const declaration = { environment: ['CONNECTIONS_TABLE', 'USER_POOL_ID'] } as const;

test('exactly the declared variables are read', () => {
  const env = readEnvironment(declaration, { CONNECTIONS_TABLE: 't', USER_POOL_ID: 'p', PATH: '/bin' });

  expect(env).toEqual({ CONNECTIONS_TABLE: 't', USER_POOL_ID: 'p' });
});

test('every missing or empty variable is named at once', () => {
  expect(() => readEnvironment(declaration, { CONNECTIONS_TABLE: '' })).toThrow(
    'environment variables are missing or empty: CONNECTIONS_TABLE, USER_POOL_ID',
  );
});
