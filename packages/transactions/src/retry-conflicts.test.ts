import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { cancellationCodes, retryConflicts } from './index.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** A write that fails with these errors, one after the other, and then is done. */
const failing = (...errors: Error[]) => {
  let tries = 0;
  const write = async () => {
    tries += 1;
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  };
  return { write, tries: () => tries };
};

test('a write that met other transactions is repeated until it goes through', async () => {
  const conflict = new TransactionConflictException({ message: 'conflict', $metadata: {} });
  const { write, tries } = failing(conflict, cancelled('None', 'TransactionConflict'), cancelled('ThrottlingError'));

  expect(await retryConflicts(write)).toBe('done');
  expect(tries()).toBe(4);
});

test('a condition that failed is not repeated, though another item met a conflict', async () => {
  const failure = cancelled('ConditionalCheckFailed', 'TransactionConflict');
  const { write, tries } = failing(failure);

  await expect(retryConflicts(write)).rejects.toBe(failure);
  expect(tries()).toBe(1);
  expect(cancellationCodes(failure)).toEqual(['ConditionalCheckFailed', 'TransactionConflict']);
});

test('an error of another kind is passed on as it is', async () => {
  const { write, tries } = failing(new Error('no network'));

  await expect(retryConflicts(write)).rejects.toThrow('no network');
  expect(tries()).toBe(1);
  expect(cancellationCodes(new Error('no network'))).toEqual([]);
});
