import { expect, test } from 'vitest';
import { CodedError, errorCodes, errorTable, isCodedError, problem, problemOf } from './index.ts';

test('an error of another copy of this package is still recognized by its code', () => {
  const foreign = Object.assign(new Error('x'), { code: 'SESSION_NOT_FOUND', detail: {} });

  expect(isCodedError(foreign)).toBe(true);
  expect(problemOf(foreign).code).toBe('SESSION_NOT_FOUND');
});

test('an unknown failure shows nothing of itself outside', () => {
  expect(problemOf(new Error('password=hunter2'))).toEqual(problem('INTERNAL'));
  expect(isCodedError(Object.assign(new Error('x'), { code: 'ECONNRESET', detail: {} }))).toBe(false);
  expect(problemOf(undefined).code).toBe('INTERNAL');
});

test('detail wins over the text of the table, and the cause is kept', () => {
  const cause = new Error('socket closed');

  const error = new CodedError('SERVICE_UNAVAILABLE', { message: 'Wait.', retryAfterSeconds: 3 }, { cause });

  expect(problemOf(error)).toEqual({ code: 'SERVICE_UNAVAILABLE', message: 'Wait.', retryAfterSeconds: 3 });
  expect(error.cause).toBe(cause);
});

test('each code has an HTTP error status, an application close code if any, and a sentence', () => {
  expect(errorCodes.length).toBe(Object.keys(errorTable).length);
  for (const code of errorCodes) {
    const row: { httpStatus: number; closeCode?: number; message: string } = errorTable[code];
    expect(row.httpStatus, code).toBeGreaterThanOrEqual(400);
    expect(row.httpStatus, code).toBeLessThan(600);
    expect(row.message, code).toMatch(/\.$/);
    if (row.closeCode !== undefined) expect(row.closeCode, code).toBeGreaterThanOrEqual(4000);
  }
});
