import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { CodedError } from '@tarotchat/errors';

const attempts = 10;
const firstPauseMs = 20;
const longestPauseMs = 400;

/**
 * Repeats a write that met another transaction on the same items. The SDK does not: only the caller knows that nothing
 * but the conflict stood in its way. Pauses double from 20 to 400 ms with full jitter, at most 2.7 s in all.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 *
 * @throws CodedError `SERVICE_UNAVAILABLE` when the conflicts do not end; any other error of `write` as it is.
 */
export const retryConflicts = async <T>(write: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === attempts) throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: error });
      await sleep(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)));
    }
  }
};

/** The codes of a cancelled transaction's items, in their order: `None` for those that were in order. */
export const cancellationCodes = (error: unknown): readonly string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
    : [];

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const isConflict = (error: unknown): boolean => {
  if (error instanceof TransactionConflictException) return true;
  const reasons = cancellationCodes(error).filter((code) => code !== 'None');
  return reasons.length > 0 && reasons.every((code) => passing.has(code));
};
