import { tokenLife } from '@tarotchat/declarations';
import { expect, test } from 'vitest';
import { revokedUntil } from './index.ts';

test('a revocation outlives the last access token that the family’s refresh token can bring', () => {
  const signedOutAtSeconds = 1_800_000_000;
  const lastRefreshAtSeconds = signedOutAtSeconds + tokenLife.refreshTokenSeconds;

  const until = revokedUntil(signedOutAtSeconds * 1000 + 1, tokenLife);

  expect(until).toBe(signedOutAtSeconds + 1 + 5 * 86_400 + 3_600 + 300);
  expect(until).toBeGreaterThan(lastRefreshAtSeconds + tokenLife.accessTokenSeconds);
});
