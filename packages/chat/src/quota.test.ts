import { expect, test } from 'vitest';
import { quotaWindows, retryAfterSeconds } from './quota.ts';

const quotas = { messagesPerMinute: 3, readingsPerDay: 7 };

test('a question counts in its minute and in its day in Seoul', () => {
  const atMs = Date.UTC(2026, 0, 2, 14, 59, 59, 999);

  expect(quotaWindows(atMs, quotas)).toEqual([
    { name: 'minute#2026-01-02T14:59', limit: 3, endsAtMs: Date.UTC(2026, 0, 2, 15) },
    { name: 'day#2026-01-02', limit: 7, endsAtMs: Date.UTC(2026, 0, 2, 15) },
  ]);
  expect(quotaWindows(atMs + 1, quotas).map(({ name }) => name)).toEqual(['minute#2026-01-02T15:00', 'day#2026-01-03']);
});

test('the wait is until the last full window is over, and never nothing', () => {
  const atMs = Date.UTC(2026, 0, 2, 14, 0, 12, 300);
  const [minute, day] = quotaWindows(atMs, quotas);

  expect(retryAfterSeconds(minute ? [minute] : [], atMs)).toBe(48);
  expect(
    retryAfterSeconds(
      [minute, day].filter((window) => window !== undefined),
      atMs,
    ),
  ).toBe(3_588);
  expect(retryAfterSeconds(minute ? [minute] : [], atMs + 120_000)).toBe(1);
});
