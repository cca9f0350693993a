import { limits } from '@tarotchat/protocol';

/** How much one person may ask. */
export type Quotas = {
  /** In a minute of the clock. */
  readonly messagesPerMinute: number;
  /** In a day that begins at midnight in Seoul. */
  readonly readingsPerDay: number;
};

/** The quotas of the protocol. */
export const defaultQuotas: Quotas = {
  messagesPerMinute: limits.messagesPerMinute,
  readingsPerDay: limits.readingsPerDay,
};

/** A stretch of time in which only so much is allowed. */
export type QuotaWindow = {
  /** Its name among all windows of one person. */
  readonly name: string;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly endsAtMs: number;
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Korea has no daylight-saving time. */
const seoulOffsetMs = 9 * 60 * minuteMs;

/**
 * The windows that a question of this moment (epoch milliseconds) falls into. They are fixed, not sliding: a counter and
 * a condition are all they need, at the price that the end of one and the beginning of the next together let twice as
 * much through.
 */
export const quotaWindows = (atMs: number, quotas: Quotas): readonly QuotaWindow[] => {
  const minute = Math.floor(atMs / minuteMs);
  const day = Math.floor((atMs + seoulOffsetMs) / dayMs);
  const minuteName = new Date(minute * minuteMs).toISOString().slice(0, 16);
  const dayName = new Date(day * dayMs).toISOString().slice(0, 10);
  return [
    { name: `minute#${minuteName}`, limit: quotas.messagesPerMinute, endsAtMs: (minute + 1) * minuteMs },
    { name: `day#${dayName}`, limit: quotas.readingsPerDay, endsAtMs: (day + 1) * dayMs - seoulOffsetMs },
  ];
};

/** Whole seconds until the last of these windows is over. */
export const retryAfterSeconds = (full: readonly QuotaWindow[], nowMs: number): number =>
  Math.max(1, ...full.map(({ endsAtMs }) => Math.ceil((endsAtMs - nowMs) / 1_000)));
